// The shop's data: its tables, how they hang together, and what a GraphQL field finds in them.
import { columns, relations } from './schema.mjs';
import { isUuid, toStored } from './scalars.mjs';
import { badValue, limitExceeded, Refusal } from './refusal.mjs';
import { Table } from './table.mjs';
import { fill } from './dataset.mjs';
import { addNamedRows } from './named_rows.mjs';

// The column by which a list hangs on its owner; for a single row, the owner's column that holds its id.
const foreignKeys = {
  'StorefrontUser.Subscriptions': 'storefrontUserId',
  'StorefrontUser.Orders': 'storefrontUserId',
  'StorefrontUser.PaymentMethods': 'storefrontUserId',
  'StorefrontUser.ShippingAddresses': 'storefrontUserId',
  'StorefrontUser.AuditLogs': 'storefrontUserId',
  'StorefrontUser.Site': 'siteId',
  'Subscription.StorefrontUser': 'storefrontUserId',
  'Subscription.BillingPolicy': 'billingPolicyId',
  'Subscription.DeliveryPolicy': 'deliveryPolicyId',
  'Subscription.ShippingAddress': 'shippingAddressId',
  'Subscription.PaymentMethod': 'paymentMethodId',
  'Subscription.SubscriptionLines': 'subscriptionId',
  'Subscription.Discounts': 'subscriptionId',
  'Subscription.AuditLogs': 'subscriptionId',
  'Subscription.originOrder': 'originOrderId',
  'Subscription.Site': 'siteId',
  'SubscriptionLine.ProductVariant': 'productVariantId',
  'SubscriptionLine.Subscription': 'subscriptionId',
  'SubscriptionLine.Discounts': 'subscriptionLineId',
  'ProductVariant.Product': 'productId',
};

const none = Object.freeze([]);

export class Shop {
  constructor(options, settings, clock) {
    this.settings = settings;
    this.clock = clock;
    this.tables = Object.fromEntries(Object.keys(columns).map((type) => [type, new Table(type, this.#listKeysInto(type))]));
    this.names = addNamedRows(this);
    fill(this, options);
    for (const type of ['StorefrontUser', 'Subscription', 'SubscriptionLine'])
      for (const column of ['id', 'updatedAt']) this.tables[type].ordered(column);
    for (const table of Object.values(this.tables)) table.isChanged = false;
  }

  // Whether a row was added, changed or taken away since the start.
  get isChanged() { return Object.values(this.tables).some((table) => table.isChanged); }

  #listKeysInto(type) {
    const keys = Object.entries(foreignKeys).filter(([path]) => {
      const [owner, field] = path.split('.');
      return relations[owner][field].list && relations[owner][field].type === type;
    });
    return [...new Set(keys.map(([, column]) => column))];
  }

  table(type) {
    if (!this.tables[type]) throw new Error(`there is no table ${type}`);
    return this.tables[type];
  }

  // What a relation finds for a row: a list, or one row, or undefined.
  related(type, field, to) {
    const column = foreignKeys[`${type}.${field}`];
    const table = this.tables[to.type];
    return to.list ? (row) => table.with(column, row.id) : (row) => table.get(row[column]);
  }

  // Resolvers. Each counts what it returns, for the reading in which every returned object is a node.
  relation(type, field, to) {
    const find = this.related(type, field, to);
    const part = new Table(to.type, []);
    if (!to.list) return (row, _, context) => this.#counted(find(row) ?? null, context);
    return (row, args, context) => {
      const rows = find(row);
      if (!rows.length) return none;
      part.rows = new Map(rows.map((one) => [one.id, one]));
      part.orders.clear();
      return this.#countedList(part.select(this, args), context);
    };
  }

  list(type, args, context) {
    const rows = this.tables[type].select(this, args);
    const { pageLimit } = this.settings;
    if (pageLimit?.silent) return this.#countedList(rows.slice(0, pageLimit.max), context);
    if (pageLimit && rows.length > pageLimit.max) throw limitExceeded(pageLimit.message ?? this.settings.limitMessage);
    return this.#countedList(rows, context);
  }

  byKey(type, id, context) {
    if (!isUuid(id)) throw badValue('uuid', id);
    return this.#counted(this.tables[type].get(id.toLowerCase()) ?? null, context);
  }

  #counted(row, context) {
    if (row) this.#countNodes(1, context);
    return row;
  }

  #countedList(rows, context) {
    this.#countNodes(rows.length, context);
    return rows;
  }

  #countNodes(count, context) {
    context.nodes += count;
    const { nodeReading, nodeLimit, limitMessage } = this.settings;
    if (nodeReading === 'rows' && context.nodes > nodeLimit) throw limitExceeded(limitMessage);
  }

  // Changes from outside. A row is found by its id or by its name in names.
  idOf(idOrName) { return this.names[idOrName] ?? String(idOrName).toLowerCase(); }

  row(type, idOrName) {
    const row = this.table(type).get(this.idOf(idOrName));
    if (!row) throw new Error(`there is no ${type} of that id or name`);
    return row;
  }

  stored(type, values) {
    return Object.fromEntries(Object.entries(values).map(([column, value]) => {
      if (!columns[type][column]) throw new Error(`${type} has no column ${column}`);
      const known = typeof value === 'string' && columns[type][column] === 'uuid' ? this.idOf(value) : value;
      return [column, toStored(columns[type][column], known)];
    }));
  }

  add(type, values) {
    const empty = Object.fromEntries(Object.keys(columns[type]).map((column) => [column, null]));
    const row = { ...empty, ...this.stored(type, values) };
    if ('email' in row && values.emailLower === undefined) row.emailLower = row.email?.toLowerCase() ?? null;
    this.table(type).insert(row);
    return row;
  }

  // Touches the row as Skio does, unless told otherwise: its `updatedAt` becomes the server's now.
  patch(type, row, values, touch = true) {
    const stored = this.stored(type, values);
    if ('email' in stored && !('emailLower' in stored)) stored.emailLower = stored.email?.toLowerCase() ?? null;
    if (touch && columns[type].updatedAt && !('updatedAt' in stored)) stored.updatedAt = this.clock.nextMicros();
    this.table(type).change(row, stored);
  }

  customersByEmail(email) {
    const wanted = email.trim().toLowerCase();
    const rows = [...this.tables.StorefrontUser.rows.values()];
    return rows.filter((row) => row.emailLower === wanted && row.removedAt === null && row.redactedAt === null);
  }
}

export { Refusal };
