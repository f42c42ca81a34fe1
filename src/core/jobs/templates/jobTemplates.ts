import { bashTemplate } from './bashTemplate';
import { batchTemplate } from './batchTemplate';
import { cSharpTemplate } from './cSharpTemplate';
import { fSharpTemplate } from './fSharpTemplate';
import { javaTemplate } from './javaTemplate';
import type { JobLanguage, JobTemplate } from './jobTemplate';
import { nodeTemplate } from './nodeTemplate';
import { phpTemplate } from './phpTemplate';
import { powerShellTemplate } from './powerShellTemplate';
import { pythonTemplate } from './pythonTemplate';

/** The sample of each language. */
export const jobTemplates: Readonly<Record<JobLanguage, JobTemplate>> = {
  node: nodeTemplate,
  python: pythonTemplate,
  bash: bashTemplate,
  powershell: powerShellTemplate,
  csharp: cSharpTemplate,
  java: javaTemplate,
  php: phpTemplate,
  batch: batchTemplate,
  fsharp: fSharpTemplate,
};
