/**
 * Ends this process with SIGTERM when the npm that started it has ended. npm starts scripts through a shell, which does
 * not pass on the signal that ends it, so this process would never hear of it.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
