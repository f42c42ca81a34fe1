import type { JobTemplate } from './jobTemplate';

/**
 * A `.jar` is a documented job type that the public engine lacks (kudu-webjobs §10.2); a script that starts `java` works
 * everywhere. A `run.sh` runs on Windows, where the service has Git's bash, as well as on Linux.
 */
const launcher = `#!/usr/bin/env bash
# The service runs scripts and programs, no Java sources: this script starts Java 11 or later on the source file.
# Where the site has a runtime without compiler, build before you publish: javac Main.java
set -euo pipefail

java=java
if [[ -n "\${JAVA_HOME:-}" ]]; then
  java="$JAVA_HOME/bin/java"
fi
if [[ -f Main.class ]]; then
  exec "$java" -cp . Main "$@"
fi
exec "$java" Main.java "$@"
`;

const continuous = `import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A continuous WebJob: the service keeps it running, and starts it again after it has ended. */
public class Main {
    private static final Duration WORK_INTERVAL = Duration.ofSeconds(10);

    public static void main(String[] args) throws InterruptedException {
        System.out.println(System.getenv().getOrDefault("WEBJOBS_NAME", "job") + " started");
        while (!stopRequested()) {
            doWork();
            pause(WORK_INTERVAL);
        }
        System.out.println("stopped cleanly");
    }

    private static void doWork() {
        System.out.println("working at " + Instant.now());
    }

    /** A stop is announced by a file, and by nothing else; the job is killed when it takes longer than stopping_wait_time. */
    private static boolean stopRequested() {
        String file = System.getenv("WEBJOBS_SHUTDOWN_FILE");
        return file != null && !file.isEmpty() && Files.exists(Path.of(file));
    }

    /** Waits, but not longer than until a stop is requested. */
    private static void pause(Duration duration) throws InterruptedException {
        Instant end = Instant.now().plus(duration);
        while (Instant.now().isBefore(end) && !stopRequested()) {
            Thread.sleep(500);
        }
    }
}
`;

const triggered = `/**
 * A triggered WebJob: runs from beginning to end, by its schedule or on request.
 *
 * An exit code other than 0, such as that of an uncaught exception, is a failed run.
 */
public class Main {
    public static void main(String[] args) {
        String runId = System.getenv().getOrDefault("WEBJOBS_RUN_ID", "(local)");
        System.out.println("run " + runId + " started with " + args.length + " arguments " + String.join(" ", args));
        String dataPath = System.getenv().getOrDefault("WEBJOBS_DATA_PATH", "the data folder");
        System.out.println("files that outlive the run belong into " + dataPath);
        System.out.println("done");
    }
}
`;

export const javaTemplate: JobTemplate = {
  label: 'Java',
  script: 'run.sh',
  source: 'Main.java',
  files: (kind) => ({ 'run.sh': launcher, 'Main.java': kind === 'continuous' ? continuous : triggered }),
};
