import { part } from './editorPage';

/** Shows the words of what the mouse rests on or the keyboard has come to; Escape takes them away. */
export function showTooltips(): void {
  const tooltip = part('tooltip');
  const hide = (): void => {
    tooltip.hidden = true;
  };
  const show = ({ target }: Event): void => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-label]') : null;
    const label = element?.dataset.label ?? '';
    if (element === null || label === '') {
      hide();
      return;
    }
    tooltip.textContent = label;
    tooltip.hidden = false;
    place(tooltip, element.getBoundingClientRect());
  };
  document.addEventListener('mouseover', show);
  document.addEventListener('focusin', show);
  document.addEventListener('mouseleave', hide);
  document.addEventListener('focusout', hide);
  document.addEventListener('scroll', hide, true);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}

/** Below what it belongs to, above it where there is no room, never beyond the edges of the page. */
function place(tooltip: HTMLElement, { left, top, bottom, right }: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const middle = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const x = Math.min(Math.max(8, middle - width / 2), Math.max(8, innerWidth - width - 8));
  const y = bottom + 6 + height < innerHeight ? bottom + 6 : top - height - 6;
  tooltip.style.left = `${x}px`;
  tooltip.style.top = `${y}px`;
}
