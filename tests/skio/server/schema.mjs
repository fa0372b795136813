// Builds the schema that is executed: the documented objects with the inputs and list arguments that Hasura makes of them.
import { readFileSync } from 'node:fs';
import { buildASTSchema, Kind, parse, print } from 'graphql';

import { equipScalars } from './scalars.mjs';
import { generateMagicLink } from './magic_link.mjs';
import { changeSubscription } from './mutations.mjs';

const documented = parse(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));
const scalarNames = ['uuid', 'timestamptz', 'timestamp', 'numeric', 'jsonb', 'String', 'Int', 'Float', 'Boolean'];

const named = (type) => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));
const isList = (type) => (type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE);
const objects = documented.definitions.filter((d) => d.kind === Kind.OBJECT_TYPE_DEFINITION);
const tables = objects.filter((d) => d.fields.some((f) => f.name.value === 'id'));
const tableNames = tables.map((d) => d.name.value);

// The columns of every table by name, each with its scalar.
export const columns = Object.fromEntries(tables.map((d) => [d.name.value, Object.fromEntries(d.fields
  .filter((f) => scalarNames.includes(named(f.type))).map((f) => [f.name.value, named(f.type)]))]));

// The relations of every table by name, each with its table and whether it is a list.
export const relations = Object.fromEntries(tables.map((d) => [d.name.value, Object.fromEntries(d.fields
  .filter((f) => tableNames.includes(named(f.type))).map((f) => [f.name.value, { type: named(f.type), list: isList(f.type) }]))]));

function comparisons() {
  const text = ['_like', '_nlike', '_ilike', '_nilike', '_regex', '_iregex', '_nregex', '_niregex'];
  return scalarNames.map((scalar) => {
    const one = ['_eq', '_neq', '_gt', '_gte', '_lt', '_lte', ...(scalar === 'String' ? text : [])];
    const more = scalar === 'jsonb' ? '_contains: jsonb _has_key: String' : '';
    return `input ${scalar}_comparison_exp { ${one.map((o) => `${o}: ${scalar}`).join(' ')}
      _in: [${scalar}!] _nin: [${scalar}!] _is_null: Boolean ${more} }`;
  });
}

function inputsOf(name, hidden) {
  const shown = (entries) => Object.entries(entries).filter(([field]) => !hidden(name, field));
  const own = shown(columns[name]);
  const related = shown(relations[name]);
  return `
    input ${name}_bool_exp { _and: [${name}_bool_exp!] _or: [${name}_bool_exp!] _not: ${name}_bool_exp
      ${own.map(([field, scalar]) => `${field}: ${scalar}_comparison_exp`).join(' ')}
      ${related.map(([field, to]) => `${field}: ${to.type}_bool_exp`).join(' ')} }
    input ${name}_order_by { ${own.map(([field]) => `${field}: order_by`).join(' ')}
      ${related.filter(([, to]) => !to.list).map(([field, to]) => `${field}: ${to.type}_order_by`).join(' ')} }`;
}

function listArguments(type) {
  const text = `type T { f(where: ${type}_bool_exp, order_by: [${type}_order_by!], limit: Int, offset: Int): Int }`;
  return parse(text).definitions[0].fields[0].arguments;
}

// A relation may come as null although the documents promise a value, so graphql-js must not mind.
function executable(definition, hidden) {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return definition;
  const fields = definition.fields.filter((f) => !hidden(definition.name.value, f.name.value)).map((field) => {
    const to = named(field.type);
    if (!tableNames.includes(to)) return field;
    if (isList(field.type)) return { ...field, arguments: listArguments(to) };
    return { ...field, type: field.type.kind === Kind.NON_NULL_TYPE ? field.type.type : field.type };
  });
  return { ...definition, fields };
}

function resolveLists(schema, shop) {
  for (const name of ['query_root', ...tableNames]) {
    const type = schema.getType(name);
    for (const field of Object.values(type.getFields())) {
      const to = named(field.astNode.type);
      if (!tableNames.includes(to)) continue;
      if (name !== 'query_root') field.resolve = shop.relation(name, field.name, relations[name][field.name]);
      else if (isList(field.astNode.type)) field.resolve = (_, args, context) => shop.list(to, args, context);
      else field.resolve = (_, args, context) => shop.byKey(to, args.id, context);
    }
  }
}

// `settings.hiddenFields` are refused as Skio refuses a field that is gone; `settings.extraMutations` are only there to be seen.
export function buildSchema(shop, settings) {
  const gone = new Set(settings.hiddenFields.map(({ type, field }) => `${type}.${field}`));
  const hidden = (type, field) => gone.has(`${type}.${field}`);
  const order = 'enum order_by { asc asc_nulls_first asc_nulls_last desc desc_nulls_first desc_nulls_last }';
  const extra = settings.extraMutations.map((name) => `extend type mutation_root { ${name}(input: GenerateMagicLinkInput!): OkOutput }`);
  const made = parse([order, ...comparisons(), ...tableNames.map((name) => inputsOf(name, hidden)), ...extra].join('\n'));
  const [extensions, inputs] = [made.definitions.filter((d) => d.kind === Kind.OBJECT_TYPE_EXTENSION), made.definitions
    .filter((d) => d.kind !== Kind.OBJECT_TYPE_EXTENSION)];
  const base = documented.definitions.map((d) => executable(d, hidden)).map((d) => (d.name?.value !== 'mutation_root' ? d
    : { ...d, fields: [...d.fields, ...extensions.flatMap((e) => e.fields)] }));
  const schema = buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...base, ...inputs] });
  equipScalars(schema, settings);
  resolveLists(schema, shop);
  const mutations = schema.getType('mutation_root').getFields();
  for (const name of ['pauseSubscription', 'unpauseSubscription', 'cancelSubscription'])
    if (mutations[name]) mutations[name].resolve = (_, { input }, context) => changeSubscription(name, input, context);
  if (mutations.generateMagicLink) mutations.generateMagicLink.resolve = (_, { input }, context) => generateMagicLink(input, context);
  return schema;
}

// For the self-tests: the documented objects as text.
export const documentedText = () => print(documented);
