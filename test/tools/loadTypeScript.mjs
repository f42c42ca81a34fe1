/**
 * Lets Node load TypeScript, for many short processes: `--import` of this file costs half of what `--import tsx` does. Our
 * files are loaded through `require`, for which half of tsx is enough; what they import dynamically is loaded the same way.
 */
import { register } from 'node:module';
import 'tsx/cjs';

register('./requireTypeScript.mjs', import.meta.url);
