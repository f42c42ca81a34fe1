/**
 * A part of `npm test`.
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {(show: (text: string) => void) => Promise<number>} run resolves with an exit code; what it prints goes to `show`
 */

/**
 * Runs lanes side by side and the sections of a lane one after the other. What a section prints is held back until it ends,
 * so that no two of them mix; meanwhile a line now and then tells what is going on. A section that fails ends its own lane
 * only: one run names all that is wrong.
 *
 * @param {Section[][]} lanes
 * @param {{ print: (text: string) => void, sayEveryMs?: number }} options
 * @returns {Promise<number>} 0, or the exit code of the first section that failed
 */
export async function runLanes(lanes, { print, sayEveryMs = 30_000 }) {
  const running = new Map();
  const saying = setInterval(() => {
    const parts = [...running].map(([title, startedMs]) => `${title} (${secondsSince(startedMs, 0)} s)`);
    if (parts.length > 0) print(`    running: ${parts.join(', ')}\n`);
  }, sayEveryMs);
  let exitCode = 0;
  const runLane = async (lane) => {
    for (const section of lane) {
      const startedMs = performance.now();
      running.set(section.title, startedMs);
      let held = '';
      const code = await section.run((text) => (held += text));
      running.delete(section.title);
      const end = code === 0 ? 'fine' : `failed with exit code ${code}`;
      print(`\n=== ${section.title}\n${held}=== ${section.title}: ${end}, ${secondsSince(startedMs, 1)} s\n`);
      if (code === 0) continue;
      if (exitCode === 0) exitCode = code;
      return;
    }
  };
  try {
    await Promise.all(lanes.map(runLane));
  } finally {
    clearInterval(saying);
  }
  return exitCode;
}

function secondsSince(startedMs, digits) {
  return ((performance.now() - startedMs) / 1000).toFixed(digits);
}
