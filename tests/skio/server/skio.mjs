// Answers one GraphQL request as Skio would: who asks, whether the document is sound and within the limits, and what it finds.
import { execute, getOperationAST, GraphQLError, Kind, parse } from 'graphql';

import { buildSchema } from './schema.mjs';
import { checkLimits } from './limits.mjs';
import { checkDocument, fromGraphql } from './hasura_words.mjs';
import { fieldNotFound, Refusal } from './refusal.mjs';

const wholeText = (value) => JSON.stringify(value);

export class Skio {
  #documents = new Map();
  #builtFor = {};

  constructor({ token, shop, settings, counters }) {
    Object.assign(this, { token, shop, settings, counters });
    this.rebuild();
  }

  // After the shop or what the schema shows has changed.
  rebuild() {
    this.#documents.clear();
    const shown = JSON.stringify([this.settings.hiddenFields, this.settings.extraMutations]);
    if (this.#builtFor.shop === this.shop && this.#builtFor.shown === shown) return;
    this.schema = buildSchema(this.shop, this.settings);
    this.#builtFor = { shop: this.shop, shown };
  }

  // What a request is about, also where it is refused: the operation's name and the names of its root fields.
  describe(body) {
    try {
      const { query, operationName } = JSON.parse(body);
      const { document } = this.#parsed(query);
      const operation = getOperationAST(document, operationName) ?? document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
      const roots = operation.selectionSet.selections.filter((s) => s.kind === Kind.FIELD).map((s) => s.name.value);
      return { name: operation.name?.value ?? '', roots, kind: operation.operation };
    } catch {
      return { name: '', roots: [], kind: '' };
    }
  }

  // `role` of a caller: Skio knows a token only behind the word "API" and a space.
  role(headers) {
    const { authorization } = headers;
    if (authorization === undefined) return 'anonymous';
    return authorization === `API ${this.token}` && !this.settings.tokenRevoked ? 'api' : 'refused';
  }

  answer(headers, body) {
    try {
      return wholeText(this.#reply(this.role(headers), body));
    } catch (error) {
      if (error instanceof Refusal) return wholeText(error.reply());
      throw error;
    }
  }

  #parsed(query) {
    const known = this.#documents.get(query);
    if (known) return known;
    if (typeof query !== 'string') throw new Refusal('the key \'query\' was not present', { code: 'invalid-json' });
    if (this.#documents.size > 300) this.#documents.clear();
    let document;
    try {
      document = parse(query);
    } catch (error) {
      throw new Refusal('not a valid graphql query', { code: 'validation-failed', path: '$.query', detail: error.message });
    }
    const entry = { document, checked: false };
    this.#documents.set(query, entry);
    return entry;
  }

  #reply(role, body) {
    if (role === 'refused') return { errors: [{ message: 'Invalid response from authorization hook' }] };
    let request;
    try {
      request = JSON.parse(body);
    } catch {
      throw new Refusal('invalid json', { code: 'invalid-json' });
    }
    const entry = this.#parsed(request.query);
    const operation = getOperationAST(entry.document, request.operationName);
    if (!operation) throw new Refusal('exactly one operation has to be present in the document when operationName is not specified');
    if (role === 'anonymous') this.#refuseAnonymous(operation);
    this.#refuseIntrospection(operation);
    if (!entry.checked) {
      checkDocument(this.schema, entry.document);
      checkLimits(entry.document, operation, this.settings);
      entry.checked = true;
    }
    return this.#run(entry.document, operation, request);
  }

  // Without a token nothing is there but the names of the types.
  #refuseAnonymous(operation) {
    for (const field of operation.selectionSet.selections) {
      const name = field.name?.value ?? '';
      if (name === '__typename') continue;
      if (operation.operation === 'mutation') throw new Refusal('no mutations exist');
      throw fieldNotFound(name, 'query_root', `$.selectionSet.${name}`);
    }
  }

  #refuseIntrospection(operation) {
    if (this.settings.introspection === 'allowed') return;
    const asked = operation.selectionSet.selections.map((field) => field.name?.value).find((name) => name === '__schema' || name === '__type');
    if (!asked) return;
    if (this.settings.introspection === 'hidden') throw fieldNotFound(asked, 'query_root', `$.selectionSet.${asked}`);
    throw new Refusal('GraphQL introspection is not allowed');
  }

  #run(document, operation, { variables = {}, operationName }) {
    const declared = new Set((operation.variableDefinitions ?? []).map((d) => d.variable.name.value));
    const extra = Object.keys(variables ?? {}).filter((name) => !declared.has(name));
    if (extra.length) throw new Refusal(`unexpected variables in variableValues: ${extra.join(', ')}`);
    const contextValue = { nodes: 0, shop: this.shop, settings: this.settings, counters: this.counters };
    const result = execute({ schema: this.schema, document, variableValues: variables ?? {}, operationName, contextValue });
    if (!result.errors) return { data: result.data };
    const [error] = result.errors;
    if (error.originalError instanceof Refusal) throw error.originalError;
    if (error.originalError && !(error.originalError instanceof GraphQLError)) throw error.originalError;
    throw fromGraphql(error);
  }
}
