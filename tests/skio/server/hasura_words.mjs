// Says in Hasura's words, and with its paths, what graphql-js minds in a document or in its variables.
import { Kind, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';

import { fieldNotFound, Refusal } from './refusal.mjs';

function pathOf(ancestors, node) {
  const fields = [...ancestors, node].filter((one) => one?.kind === Kind.FIELD);
  return `$${fields.map((field) => `.selectionSet.${field.name.value}`).join('')}`;
}

// Hasura stops at the first field that it does not know, before it looks at anything else.
function checkFields(schema, document) {
  const info = new TypeInfo(schema);
  visit(document, visitWithTypeInfo(info, {
    Field(node, _key, _parent, _path, ancestors) {
      const parent = info.getParentType();
      if (parent && !info.getFieldDef()) throw fieldNotFound(node.name.value, parent.name, pathOf(ancestors, node));
    },
    Argument(node, _key, _parent, _path, ancestors) {
      const field = info.getFieldDef();
      if (field && !info.getArgument())
        throw new Refusal(`'${field.name}' has no argument named '${node.name.value}'`, { path: pathOf(ancestors, undefined) });
    },
  }));
}

const words = [
  [/Field "(\w+)" is not defined by type "(\w+)"/, (found) => fieldNotFound(found[1], found[2], '$.selectionSet.args.where')],
  [/Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    (found) => new Refusal(`variable '${found[1]}' is declared as '${found[2]}', but used where '${found[3]}' is expected`)],
  [/Variable "\$(\w+)" of (?:required|non-null) type/, (found) => new Refusal(`expecting a value for non-nullable variable: "${found[1]}"`)],
  [/Field "\w+" argument "(\w+)" of type "[^"]+" is required/, (found) => new Refusal(`missing required field '${found[1]}'`)],
  [/Field "(\w+)" of required type/, (found) => new Refusal(`missing required field '${found[1]}'`)],
];

export function fromGraphql(error) {
  for (const [pattern, say] of words) {
    const found = pattern.exec(error.message);
    if (found) return say(found);
  }
  return new Refusal(error.message);
}

export function checkDocument(schema, document) {
  checkFields(schema, document);
  const [error] = validate(schema, document, undefined, { maxErrors: 1 });
  if (error) throw fromGraphql(error);
}
