import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { debugpyMissingText } from './debugpyMissing';
import { debugpyVariables } from './pythonDebugging';

/** What makes the first Python program that a script starts wait for a debugger. */
export interface PythonPreload {
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** A debugpy folder that is to be used; without it the interpreter's own module. */
  readonly debugpy: string | undefined;
  /** For the file that the programs read as they start. */
  readonly folder: string;
}

/**
 * Variables for a script that starts Python itself: every interpreter imports `sitecustomize` before its program, from the
 * first folder that has one, and ours decides which program is the one to debug.
 */
export async function preloadDebugpy(preload: PythonPreload): Promise<Record<string, string>> {
  const folder = join(preload.folder, `python-${preload.port}-${Date.now()}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sitecustomize.py'), sitecustomize(preload));
  const path = [folder, preload.environment.PYTHONPATH].filter((each) => each).join(delimiter);
  return { ...debugpyVariables, PYTHONPATH: path };
}

/** Texts in JSON are texts in Python too. */
function sitecustomize({ port, debugpy }: PythonPreload): string {
  return `import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
# What scripts start to prepare the program they are about.
tools = {"pip", "pip3", "ensurepip", "venv", "virtualenv", "pipenv"}


def is_program():
    words = list(getattr(sys, "orig_argv", ()))[1:]
    while words:
        word = words.pop(0)
        if word in ("-W", "-X"):
            del words[:1]
        elif not word.startswith("-"):
            return os.path.splitext(os.path.basename(word))[0] not in tools
        elif not word.startswith("--") and word.endswith("m"):
            return bool(words) and words[0].split(".")[0] not in tools
        elif not word.startswith("--") and "c" in word:
            return False
    # Before Python 3.10 nobody can tell.
    return not hasattr(sys, "orig_argv")


def claim():
    try:
        os.close(os.open(os.path.join(here, "claim"), os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def debug():
    folder = ${debugpy === undefined ? 'None' : JSON.stringify(debugpy)}
    if folder is not None:
        sys.path.insert(0, os.path.dirname(folder))
    try:
        import debugpy
    except ImportError:
        sys.stderr.write(${JSON.stringify(debugpyMissingText('{}'))}.replace("{}", sys.executable) + ".\\n")
        return
    finally:
        if folder is not None:
            sys.path.remove(os.path.dirname(folder))
    debugpy.listen(("127.0.0.1", ${port}))
    debugpy.wait_for_client()


sys.path[:] = [each for each in sys.path if os.path.abspath(each) != here]
if is_program() and claim():
    debug()

# The one that this file stands before.
own = sys.modules.pop(__name__, None)
try:
    import sitecustomize
except ImportError:
    sys.modules[__name__] = own
`;
}
