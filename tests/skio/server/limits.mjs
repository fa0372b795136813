// Skio's limits on a document, counted as Hasura counts: a level, and a node, is a field with a selection of its own.
import { Kind } from 'graphql';

import { limitExceeded } from './refusal.mjs';

function measure(selectionSet, fragments) {
  let [depth, nodes] = [0, 0];
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD && !selection.selectionSet) continue;
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value).selectionSet : selection.selectionSet;
    const own = selection.kind === Kind.FIELD ? 1 : 0;
    const below = measure(inner, fragments);
    depth = Math.max(depth, own + below.depth);
    nodes += own + below.nodes;
  }
  return { depth, nodes };
}

// For an operation of a document whose fragments are known to be there and to make no circle.
export function measureOperation(document, operation) {
  const fragments = new Map(document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]));
  return measure(operation.selectionSet, fragments);
}

// The reading "rows" is kept while the document runs, by the shop.
export function checkLimits(document, operation, { depthLimit, nodeLimit, nodeReading, limitMessage }) {
  if (operation.selectionSet.selections.some((s) => s.name?.value.startsWith('__'))) return;
  const { depth, nodes } = measureOperation(document, operation);
  if (depth > depthLimit) throw limitExceeded(`query exceeds the depth limit of ${depthLimit}`);
  if (nodeReading === 'fields' && nodes > nodeLimit) throw limitExceeded(limitMessage);
}
