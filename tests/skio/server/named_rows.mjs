// The rows that every data set has: one for each case that a program for Skio must cope with, each with a name for the tests.

const at = (time) => ({ createdAt: time, updatedAt: time });
const id = (group, n) => `${String(group).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;

const customers = {
  maya: { id: '18038b73-a9db-4809-a5c9-054db8c9ee1f', platformId: 'gid://shopify/Customer/7827118522567', email: 'maya.ortiz@example.com',
    firstName: 'Maya', lastName: 'Ortiz', phoneNumber: '+14155550134', shopifyTags: ['vip'],
    createdAt: '2024-04-02T11:03:06.720361+00:00', updatedAt: '2025-06-14T08:21:07.310447+00:00' },
  noEmail: { id: 'b2c3d4e5-f6a7-4901-b2c3-d4e5f6a78901', platformId: 'gid://shopify/Customer/7827118522568', email: null,
    firstName: 'Phoebe', lastName: null, phoneNumber: '+447700900123',
    createdAt: '2024-05-02T11:03:06.720361+00:00', updatedAt: '2025-06-13T17:18:02.398227+00:00' },
  malformedEmail: { email: 'ravi at example.com', firstName: 'Ravi', lastName: 'Shaw', ...at('2024-06-01T09:00:00.1+00:00') },
  // Two customers answer to one address once case is folded.
  twinOne: { email: 'jo.park@example.com', firstName: 'Jo', lastName: 'Park', ...at('2024-06-02T09:00:00.25+00:00') },
  twinTwo: { email: 'Jo.Park@example.com', firstName: 'Joanna', lastName: 'Park', ...at('2024-06-03T09:00:00.962+00:00') },
  mixedCase: { email: 'Lena.Moss@Example.com', firstName: 'Lena', lastName: 'Moss', ...at('2024-06-03T10:00:00+00:00') },
  redacted: { email: null, firstName: null, lastName: null, phoneNumber: null, redactedAt: '2025-02-01T00:00:00+00:00',
    createdAt: '2024-01-04T09:00:00+00:00', updatedAt: '2025-02-01T00:00:00.000001+00:00' },
  removed: { email: 'gone.customer@example.com', firstName: 'Gil', lastName: 'Reed', removedAt: '2025-03-01T00:00:00+00:00',
    createdAt: '2024-01-05T09:00:00+00:00', updatedAt: '2025-03-01T00:00:00+00:00' },
  noShopify: { platformId: null, email: 'nora.hall@example.com', firstName: 'Nora', lastName: 'Hall', ...at('2024-07-01T09:00:00+00:00') },
  noSubscription: { email: 'otto.lang@example.com', firstName: 'Otto', lastName: 'Lang', ...at('2024-07-02T09:00:00+00:00') },
  longName: { email: 'a.very.long.address.that.hardly.fits.any.column@subdomain.of.a.long.domain.example.net',
    firstName: 'Maximiliane-Friederike Annegret Charlotte', lastName: 'von der Hohenstein-Waldenburg zu Rosenthal',
    ...at('2024-07-03T09:00:00+00:00') },
  otherScript: { email: 'zoe.mueller@example.net', firstName: 'Zoë', lastName: 'Müller', ...at('2024-07-04T09:00:00+00:00') },
};

const subscriptions = {
  mayaActive: { id: 'feb6b3f2-7ba3-47ba-9869-8e7a5cee11e1', platformId: 'gid://shopify/SubscriptionContract/16778854599', of: 'maya',
    nextBillingDate: '2027-10-23T13:30:02.021+00:00', lastBillingAttemptAt: '2025-05-23T13:30:05.11+00:00', cyclesCompleted: 5,
    paymentMethodId: 'card', shippingAddressId: 'address', originOrderId: 'order',
    createdAt: '2024-04-23T13:30:03.189513+00:00', updatedAt: '2025-05-23T13:31:44.902118+00:00' },
  mayaCancelled: { id: '1e671650-4876-4e80-a0b7-130f355281ac', platformId: 'gid://shopify/SubscriptionContract/16458875079', of: 'maya',
    status: 'CANCELLED', statusContext: 'PERMANENTLY_CANCELLED', nextBillingDate: null, cancelledAt: '2024-04-10T16:09:52.962+00:00',
    cyclesCompleted: 1, ...at('2024-04-10T16:09:52.962+00:00') },
  ofNoEmail: { of: 'noEmail' },
  ofMalformedEmail: { of: 'malformedEmail' },
  ofTwinOne: { of: 'twinOne' },
  ofTwinTwo: { of: 'twinTwo' },
  paused: { of: 'otherScript', status: 'PAUSED', nextBillingDate: null },
  failed: { of: 'otherScript', status: 'FAILED' },
  expired: { of: 'otherScript', status: 'EXPIRED', nextBillingDate: null },
  threeDs: { of: 'otherScript', status: '3DS_ERROR' },
  underReview: { of: 'otherScript', status: 'Under Review' },
  noLines: { of: 'mixedCase' },
  noPolicy: { of: 'mixedCase', billingPolicyId: 'missingPolicy', deliveryPolicyId: 'missingPolicy' },
  noBillingDate: { of: 'mixedCase', nextBillingDate: null },
  productDeleted: { of: 'noShopify' },
  productMarkedDeleted: { of: 'noShopify' },
  lineRemoved: { of: 'longName' },
  prepaid: { of: 'longName', currencyCode: 'EUR', deliveryPrice: 0 },
  ofRedacted: { of: 'redacted', status: 'CANCELLED', nextBillingDate: null },
  ofRemoved: { of: 'removed', status: 'CANCELLED', nextBillingDate: null },
};

const lines = [
  { id: '6606d87e-4596-44bd-88f2-d5c1d8bc65d6', of: 'mayaActive', quantity: 2 },
  ...['mayaCancelled', 'ofNoEmail', 'ofMalformedEmail', 'ofTwinOne', 'ofTwinTwo', 'paused', 'failed', 'expired', 'threeDs', 'underReview',
    'noPolicy', 'noBillingDate'].map((of) => ({ of })),
  { of: 'productDeleted', productVariantId: 'missingVariant' },
  { of: 'productMarkedDeleted', productVariantId: 'deletedVariant' },
  { of: 'lineRemoved' },
  { of: 'lineRemoved', titleOverride: 'Replaced', removedAt: '2025-01-01T00:00:00+00:00' },
  { of: 'prepaid', isPrepaid: true, ordersRemaining: 3, titleOverride: 'Three months of coffee' },
];

// Ids that no row has, for what the documents promise and Skio does not deliver.
const things = { site: '5f0c2e4a-5a1e-4a0d-9b36-7a1d2f6b9c11', policy: 'e135ec11-a484-41a3-a265-ddc3c01863e5',
  deliveryPolicy: '9adb5633-f5d0-4a53-b4d5-a800c2bd2f76', product: id(7, 1), variant: '0b0e6a52-5d34-4a56-8a53-0c9f6b1f5a77',
  deletedProduct: id(7, 2), deletedVariant: id(8, 2), card: id(5, 1), address: '77aa3c1e-0b52-4d0f-8f5e-2f1f4f0c9d21', order: id(6, 1),
  missingPolicy: id(9, 1), missingVariant: id(9, 2), nobody: id(9, 3) };

function addThings(shop) {
  const old = at('2024-01-01T00:00:00+00:00');
  shop.add('Site', { id: 'site', currencyCode: 'USD', ianaTimezone: 'America/New_York' });
  shop.add('Policy', { id: 'policy', interval: 'MONTH', intervalCount: 1, isMaxCycleV2: false, minCycles: 4, maxCycles: 12, ...old });
  shop.add('Policy', { id: 'deliveryPolicy', interval: 'MONTH', intervalCount: 1, isMaxCycleV2: false, ...old });
  shop.add('Product', { id: 'product', platformId: 'gid://shopify/Product/4400', title: 'T-Shirt', slug: 't-shirt', status: 'ACTIVE', siteId: 'site', ...old });
  shop.add('ProductVariant', { id: 'variant', platformId: 'gid://shopify/ProductVariant/4455', productId: 'product', title: 'Large', sku: 'TEE-L',
    price: 34.99, ...old });
  shop.add('Product', { id: 'deletedProduct', platformId: 'gid://shopify/Product/4401', title: 'Old mug', slug: 'old-mug', status: 'ARCHIVED', siteId: 'site',
    deletedAt: '2025-01-01T00:00:00+00:00', ...old });
  shop.add('ProductVariant', { id: 'deletedVariant', platformId: 'gid://shopify/ProductVariant/4456', productId: 'deletedProduct', title: 'Default Title',
    price: 12, deletedAt: '2025-01-01T00:00:00+00:00', ...old });
  shop.add('PaymentMethod', { id: 'card', platformId: 'gid://shopify/CustomerPaymentMethod/1', storefrontUserId: 'maya', brand: 'visa', lastDigits: 42,
    expiryMonth: 4, expiryYear: 2028, inactive: false });
  shop.add('Address', { id: 'address', storefrontUserId: 'maya', firstName: 'Maya', lastName: 'Ortiz', address1: '12 Pine St', city: 'Oakland',
    province: 'California', zip: '94607', country: 'United States', ...old });
  shop.add('Order', { id: 'order', platformId: 'gid://shopify/Order/901', platformNumber: '1001', storefrontUserId: 'maya', siteId: 'site', totalPrice: 64.93,
    processedAt: '2024-04-23T13:30:03+00:00', ...at('2024-04-23T13:30:03+00:00') });
  for (const [n, eventType] of ['orderPlaced', 'productsUpdated', 'Discount code applied'].entries())
    shop.add('AuditLog', { id: id(4, n + 1), eventType, eventData: {}, storefrontUserId: 'maya', subscriptionId: 'mayaActive',
      ...at(`2025-05-2${n + 1}T13:31:44.87+00:00`) });
}

// The ids by name, of customers, subscriptions and what they refer to.
export function addNamedRows(shop) {
  const names = { ...things };
  Object.entries(customers).forEach(([name, row], n) => { names[name] = row.id ?? id(1, n + 1); });
  Object.entries(subscriptions).forEach(([name, row], n) => { names[name] = row.id ?? id(2, n + 1); });
  shop.names = names;
  addThings(shop);
  Object.entries(customers).forEach(([name, row], n) => shop.add('StorefrontUser', { platformId: `gid://shopify/Customer/${7_827_118_500_000 + n}`,
    siteId: 'site', ...row, id: name }));
  Object.entries(subscriptions).forEach(([name, { of, ...row }], n) => shop.add('Subscription', {
    platformId: `gid://shopify/SubscriptionContract/${16_778_000_000 + n}`, status: 'ACTIVE', currencyCode: 'USD', cyclesCompleted: 2, siteId: 'site',
    nextBillingDate: '2027-03-01T12:00:00+00:00', deliveryPrice: 4.95, isPickup: false, billingPolicyId: 'policy', deliveryPolicyId: 'deliveryPolicy',
    ...at(`2024-08-01T10:00:00.${String(n + 1).padStart(6, '0')}+00:00`), ...row, id: name, storefrontUserId: of }));
  lines.forEach(({ of, ...row }, n) => shop.add('SubscriptionLine', { id: id(3, n + 1), subscriptionId: of, productVariantId: 'variant', quantity: 1,
    priceWithoutDiscount: 29.99, taxable: true, isPrepaid: false, ...at(`2024-08-01T10:00:00.${String(n + 1).padStart(6, '0')}+00:00`), ...row }));
  return names;
}
