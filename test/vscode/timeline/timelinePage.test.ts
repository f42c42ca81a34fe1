import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timelinePage } from '../../../src/vscode/timeline/timelinePage';
import { english } from '../englishLocalizer';

const page = timelinePage(
  {
    cspSource: 'https://editor.example',
    nonce: 'abc123',
    scriptUri: 'https://editor.example/timeline.js',
    styleUri: 'https://editor.example/timeline.css',
    locale: 'en',
    zoneName: '<Mars> & "Moon"',
  },
  english,
);

test('only the script with the nonce runs, and nothing is loaded from elsewhere', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  assert.equal(policy, "default-src 'none'; style-src https://editor.example; script-src 'nonce-abc123'");
  assert.deepEqual(page.match(/<script[^>]*>/g), ['<script nonce="abc123" src="https://editor.example/timeline.js">']);
  assert.doesNotMatch(page, /style=|\son\w+=/);
});

test('texts cannot become markup', () => {
  assert.match(page, /Times are in &lt;Mars&gt; &amp; &quot;Moon&quot;\./);
});
