// Makes customers, subscriptions and their lines by a seed, the same for the same seed, in memory.
import { microsOf } from './scalars.mjs';

const first = ['Anna', 'Ben', 'Carla', 'David', 'Emma', 'Felix', 'Grace', 'Hugo', 'Ida', 'Jonas', 'Kira', 'Leo', 'Mara', 'Nils', 'Olga', 'Paul', 'Rosa', 'Sam', 'Tina', 'Viktor'];
const last = ['Adler', 'Baker', 'Carter', 'Dunn', 'Ellis', 'Fischer', 'Garner', 'Hall', 'Ivers', 'Jensen', 'Keller', 'Lang', 'Moss', 'Nowak', 'Olsen', 'Porter', 'Quint', 'Reed', 'Sommer', 'Turner'];
const goods = ['Coffee', 'Tea', 'Honey', 'Soap', 'Oats', 'Candle', 'Granola', 'Shampoo', 'Olive oil', 'Dog food'];
const sizes = ['Small', 'Medium', 'Large'];
// All of it lies in the past of any clock that a test runs under, so that what a test touches is newer.
const begin = microsOf('2023-01-01T00:00:00Z');
const span = microsOf('2025-06-30T00:00:00Z') - begin;
const due = microsOf('2027-01-01T00:00:00Z');
const hour = 3_600e6;

// Mulberry32: small, quick, and the same everywhere.
export function randomBy(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

// Written digit by digit into one piece of memory: a string put together from parts is slow to compare.
const text = Buffer.from('00000000-0000-4000-8000-000000000000');
const digits = Buffer.from('0123456789abcdef');
const places = [...text.keys()].filter((i) => ![8, 13, 14, 18, 19, 23].includes(i));

export function uuidBy(random) {
  let bits = 0;
  places.forEach((place, n) => {
    if (n % 8 === 0) bits = random();
    text[place] = digits[bits & 15];
    bits >>>= 4;
  });
  text[19] = digits[8 | (random() & 3)];
  return text.latin1Slice(0, 36);
}

class Maker {
  constructor(shop, seed) {
    this.shop = shop;
    this.random = randomBy(seed);
    this.site = shop.names.site;
  }

  below(count) { return this.random() % count; }

  pick(list) { return list[this.below(list.length)]; }

  id() { return uuidBy(this.random); }

  // A time between creation and the end of the set, with microseconds.
  after(micros) { return micros + Math.floor((begin + span - micros) * (this.random() / 2 ** 32)); }

  policies() {
    const made = [['WEEK', 2], ['MONTH', 1], ['MONTH', 2], ['MONTH', 3], ['YEAR', 1]];
    return made.map(([interval, intervalCount]) => this.keep('Policy', { id: this.id(), interval, intervalCount, isMaxCycleV2: false,
      minCycles: null, maxCycles: null, createdAt: begin, updatedAt: begin }));
  }

  variants() {
    return goods.flatMap((title, n) => {
      const product = this.keep('Product', { id: this.id(), platformId: `gid://shopify/Product/${8000 + n}`, title,
        slug: title.toLowerCase().replace(' ', '-'), status: 'ACTIVE', description: null, imageSrc: null, shopifyTags: [],
        siteId: this.site, deletedAt: null, createdAt: begin, updatedAt: begin });
      return sizes.map((size, m) => this.keep('ProductVariant', { id: this.id(), platformId: `gid://shopify/ProductVariant/${80000 + n * 3 + m}`,
        productId: product.id, title: size, sku: `${title.slice(0, 3).toUpperCase()}-${size[0]}`, price: 9.5 + n * 3 + m, compareAtPrice: null,
        image: null, outOfStockAt: null, deletedAt: null, createdAt: begin, updatedAt: begin }));
    });
  }

  keep(type, row) {
    this.shop.table(type).insert(row);
    return row;
  }

  customer(n) {
    const createdAt = this.after(begin);
    const [firstName, lastName] = [this.pick(first), this.pick(last)];
    // One in two hundred has no address, as customers who only gave a telephone number.
    const email = this.below(200) === 0 ? null : `${firstName}.${lastName}.${n}@example.${n % 2 ? 'com' : 'net'}`.toLowerCase();
    return this.keep('StorefrontUser', { id: this.id(), platformId: `gid://shopify/Customer/${7_000_000_000_000 + n}`, email, emailLower: email,
      firstName, lastName, phoneNumber: n % 3 ? null : `+1415555${String(n % 10_000).padStart(4, '0')}`, shopifyTags: null, siteId: this.site,
      smsTransactionalOptIn: null, redactedAt: null, removedAt: null, createdAt, updatedAt: this.after(createdAt) });
  }

  status() {
    const of100 = this.below(100);
    return of100 < 70 ? 'ACTIVE' : of100 < 92 ? 'CANCELLED' : of100 < 97 ? 'PAUSED' : 'FAILED';
  }

  subscription(n, customer, policies) {
    const createdAt = this.after(customer.createdAt);
    const updatedAt = this.after(createdAt);
    const status = this.status();
    const ended = status === 'CANCELLED';
    const policy = this.pick(policies).id;
    return this.keep('Subscription', { id: this.id(), platformId: `gid://shopify/SubscriptionContract/${16_000_000_000 + n}`, status,
      statusContext: ended ? 'CHURNED' : null, storefrontUserId: customer.id, siteId: this.site, currencyCode: 'USD',
      cyclesCompleted: this.below(12), nextBillingDate: ended ? null : due + this.below(90 * 24) * hour, lastBillingAttemptAt: updatedAt,
      cancelledAt: ended ? updatedAt : null, deliveryPrice: 4.95, deliveryPriceOverride: null, note: null, isPickup: false, customAttributes: null,
      billingPolicyId: policy, deliveryPolicyId: policy, paymentMethodId: null, shippingAddressId: null, originOrderId: null, createdAt, updatedAt });
  }

  line(subscription, variants) {
    const variant = this.pick(variants);
    this.keep('SubscriptionLine', { id: this.id(), platformId: null, subscriptionId: subscription.id, productVariantId: variant.id, sellingPlanId: null,
      quantity: 1 + this.below(3), priceWithoutDiscount: variant.price, titleOverride: null, taxable: true, isPrepaid: false, ordersRemaining: null,
      customAttributes: null, removedAt: null, createdAt: subscription.createdAt, updatedAt: subscription.updatedAt });
  }
}

export function fill(shop, { customers, subscriptions, seed }) {
  const maker = new Maker(shop, seed);
  const policies = maker.policies();
  const variants = maker.variants();
  const made = Array.from({ length: customers }, (_, n) => maker.customer(n));
  for (let n = 0; n < subscriptions && made.length; n += 1) {
    const subscription = maker.subscription(n, maker.pick(made), policies);
    for (let line = 0; line <= n % 4 / 2; line += 1) maker.line(subscription, variants);
  }
}
