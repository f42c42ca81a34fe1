import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programOfShellScript } from '../../../src/core/jobs/shellProgram';

const scripts: readonly (readonly [text: string, program: 'node' | 'python' | undefined])[] = [
  ['#!/bin/bash\nexec python3 -u main.py "$@"\n', 'python'],
  ['@echo off\r\ncall .venv\\Scripts\\activate\r\npython main.py %*\r\n', 'python'],
  ['"C:\\Python 3\\python.exe" main.py', 'python'],
  ['./.venv/bin/python3.11 main.py', 'python'],
  ['PYTHONUNBUFFERED=1 python -m worker', 'python'],
  ['py -3 main.py', 'python'],
  ['npm ci && node main.js', 'node'],
  ['python prepare.py\nnode main.js', 'node'],
  ['# python main.py\nnode main.js', 'node'],
  ['rem node main.js\r\n:: node\r\npython main.py', 'python'],
  ['#!/usr/bin/env python3\nls', undefined],
  ['mongosh main.js; ./happy; cat node_modules/x', undefined],
];

for (const [text, program] of scripts) {
  test(`${JSON.stringify(text)} starts ${program ?? 'no program that is known'}`, () => {
    assert.equal(programOfShellScript(text), program);
  });
}
