import type { ArrayNode, JsonMember, JsonNode, ObjectNode } from './relaxedJsonNodes';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A member whose value may still come. */
export type OpenMember = Mutable<JsonMember>;
export type OpenObject = Omit<Mutable<ObjectNode>, 'members'> & { members: OpenMember[] };
export type OpenArray = Omit<Mutable<ArrayNode>, 'items'> & { items: JsonNode[] };

/** The objects and arrays that are open at a place, on a stack of its own: depth is bounded by memory, not by calls. */
export class RelaxedJsonNesting {
  root: JsonNode | undefined;
  readonly open: (OpenObject | OpenArray)[] = [];
  /** How many of them are of each type, because looking for one takes long in a deep nest. */
  private readonly openCount = { object: 0, array: 0 };

  /** The innermost one. */
  get frame(): OpenObject | OpenArray | undefined {
    return this.open.at(-1);
  }

  isOpen(type: 'object' | 'array'): boolean {
    return this.openCount[type] > 0;
  }

  push(node: OpenObject | OpenArray): void {
    this.attach(node);
    this.open.push(node);
    this.openCount[node.type] += 1;
  }

  /** Makes a value the root, or a part of the innermost object or array. */
  attach(node: JsonNode): void {
    const frame = this.open.at(-1);
    if (frame === undefined) this.root ??= node;
    else if (frame.type === 'array') frame.items.push(node);
    else {
      const member = frame.members.at(-1);
      if (member === undefined) return;
      member.value = node;
      member.end = node.end;
    }
  }

  /** @param position where the innermost one ends at the latest. */
  pop(position: number): void {
    const frame = this.open.pop();
    if (frame === undefined) return;
    this.openCount[frame.type] -= 1;
    frame.end = Math.max(frame.end, position);
    const parent = this.open.at(-1);
    const member = parent?.type === 'object' ? parent.members.at(-1) : undefined;
    if (member !== undefined) member.end = frame.end;
  }

  closeAll(position: number): void {
    while (this.open.length > 0) this.pop(position);
  }
}
