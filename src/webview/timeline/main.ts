import type { TimelineContent, TimelineHours } from '../../protocol/timelineMessages';
import { Chart } from './chart';
import { part, recall, remember, send } from './editorPage';
import { RunTable } from './runTable';
import { showTooltips } from './tooltip';

const chart = new Chart();
const table = new RunTable();
let content: TimelineContent | undefined;

/** Draws what can be seen; the other one is drawn when it is switched to. */
function draw(): void {
  const isTable = recall().view === 'table';
  part('chart').hidden = isTable;
  part('table').hidden = !isTable;
  check('view', isTable ? 'table' : 'chart');
  if (content === undefined) return;
  check('hours', String(content.hours));
  part('note').textContent = content.note;
  if (isTable) table.draw(content);
  else chart.draw(content);
}

function check(name: string, value: string): void {
  const input = document.querySelector<HTMLInputElement>(`input[name="${name}"][value="${value}"]`);
  if (input) input.checked = true;
}

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.name === 'view') {
    remember({ view: target.value === 'table' ? 'table' : 'chart' });
    draw();
  } else {
    const hours = Number(target.value) as TimelineHours;
    remember({ hours });
    send({ type: 'hours', hours });
  }
});

window.addEventListener('message', ({ data }: MessageEvent<TimelineContent>) => {
  const isFirst = content === undefined;
  content = data;
  draw();
  if (isFirst) scrollTo(0, recall().scrollTop ?? 0);
});

window.addEventListener('scroll', () => {
  if (content !== undefined) remember({ scrollTop: window.scrollY });
});

showTooltips();
draw();
send({ type: 'ready', hours: recall().hours });
