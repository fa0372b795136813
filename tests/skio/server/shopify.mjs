// Shopify's Admin API as far as an e-mail change needs it, on the same customers; Skio's data follow after a delay, or never.
import { buildSchema as buildFromText, graphqlSync } from 'graphql';

export const shopifySchema = buildFromText(`
  type Query { shop: Shop! customer(id: ID!): Customer currentAppInstallation: AppInstallation! }
  type Mutation { customerUpdate(input: CustomerInput!): CustomerUpdatePayload }
  type Shop { name: String! myshopifyDomain: String! }
  type AppInstallation { accessScopes: [AccessScope!]! }
  type AccessScope { handle: String! }
  type Customer { id: ID! email: String firstName: String lastName: String }
  input CustomerInput { id: ID email: String firstName: String lastName: String }
  type UserError { field: [String!] message: String! }
  type CustomerUpdatePayload { customer: Customer userErrors: [UserError!]! }
`);

const wellFormed = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const failed = (field, message) => ({ customer: null, userErrors: [{ field: [field], message }] });

export class Shopify {
  #emails = new Map();
  #pending = [];

  constructor({ token, shop, settings, counters }) { Object.assign(this, { token, shop, settings, counters }); }

  forget() {
    for (const { timer } of this.#pending) clearTimeout(timer);
    this.#pending = [];
    this.#emails.clear();
  }

  // Skio's data show at once what Shopify was told.
  mirrorNow() {
    const due = this.#pending;
    this.#pending = [];
    for (const { timer, row, email } of due) {
      clearTimeout(timer);
      if (this.shop.table('StorefrontUser').get(row.id) === row) this.shop.patch('StorefrontUser', row, { email });
    }
    return due.length;
  }

  emailOf(row) { return this.#emails.get(row.id) ?? row.email; }

  #customer(row) { return { id: row.platformId, email: this.emailOf(row), firstName: row.firstName, lastName: row.lastName }; }

  #rowOf(platformId) {
    for (const row of this.shop.table('StorefrontUser').rows.values()) if (row.platformId === platformId) return row;
    return undefined;
  }

  #isTaken(email, by) {
    const wanted = email.toLowerCase();
    for (const row of this.shop.table('StorefrontUser').rows.values())
      if (row !== by && row.platformId !== null && this.emailOf(row)?.toLowerCase() === wanted) return true;
    return false;
  }

  #update({ id, email }) {
    const row = this.#rowOf(id);
    if (!row) return failed('id', 'Customer does not exist');
    if (email !== undefined && email !== null) {
      if (!wellFormed.test(email)) return failed('email', 'Email is invalid');
      if (this.#isTaken(email, row)) return failed('email', 'Email has already been taken');
      this.#emails.set(row.id, email);
      this.counters.shopifyUpdates += 1;
      this.#mirrorLater(row, email);
    }
    return { customer: this.#customer(row), userErrors: [] };
  }

  #mirrorLater(row, email) {
    const { mirrorDelayMs } = this.settings.shopify;
    const pending = { row, email };
    this.#pending.push(pending);
    if (mirrorDelayMs === 0) this.mirrorNow();
    else if (mirrorDelayMs !== null) pending.timer = setTimeout(() => this.mirrorNow(), mirrorDelayMs);
  }

  #root() {
    const scope = this.settings.shopify.scope;
    return {
      shop: { name: 'The shop', myshopifyDomain: 'shop-example.myshopify.com' },
      customer: ({ id }) => {
        const row = this.#rowOf(id);
        return row ? this.#customer(row) : null;
      },
      currentAppInstallation: { accessScopes: (scope ? ['read_customers', 'write_customers'] : ['read_customers']).map((handle) => ({ handle })) },
      customerUpdate: ({ input }) => this.#update(input),
    };
  }

  #refuseScope(query) {
    if (this.settings.shopify.scope || !/customerUpdate/.test(query)) return undefined;
    return { data: { customerUpdate: null }, errors: [{ message: 'Access denied for customerUpdate field. Required access: `write_customers` access scope.',
      path: ['customerUpdate'], extensions: { code: 'ACCESS_DENIED' } }] };
  }

  // A reply to be sent: a status and a body.
  answer(headers, version, body) {
    if (!/^(20\d\d-(01|04|07|10)|unstable)$/.test(version)) return { status: 404, body: JSON.stringify({ errors: 'Not Found' }) };
    if (headers['x-shopify-access-token'] !== this.token || this.settings.shopify.tokenRevoked)
      return { status: 401, body: JSON.stringify({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' }) };
    const { query = '', variables, operationName } = JSON.parse(body);
    const id = variables?.input?.id;
    if (id !== undefined && !/^gid:\/\/shopify\/Customer\/\d+$/.test(id))
      return { status: 200, body: JSON.stringify({ errors: [{ message: `Variable $input of type CustomerInput! was provided invalid value for id (Invalid global id '${id}')`,
        extensions: { code: 'INVALID_VARIABLE' } }] }) };
    const reply = this.#refuseScope(query) ?? graphqlSync({ schema: shopifySchema, source: query, variableValues: variables, operationName, rootValue: this.#root() });
    return { status: 200, body: JSON.stringify(reply) };
  }
}
