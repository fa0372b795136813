// What a test may set, with what holds when it sets nothing.
export const defaults = () => ({
  nodeReading: 'fields',
  nodeLimit: 100,
  depthLimit: 4,
  limitMessage: 'query exceeds the node limit of 100',
  pageLimit: null,
  introspection: 'allowed',
  hiddenFields: [],
  extraMutations: [],
  numericStrings: false,
  tokenRevoked: false,
  ratePerMinute: 2000,
  rateShape: 'http',
  clockOffsetMs: 0,
  dateHeader: true,
  magicLink: { scheme: 'https', host: 'shop.example.com', lifetimeSeconds: 600, expiresAt: 'ok', several: 'first' },
  shopify: { mirrorDelayMs: 0, scope: true, tokenRevoked: false },
});

// Sets what is named; within `magicLink` and `shopify` too, so that one of their settings can be set alone.
export function set(settings, values) {
  for (const [name, value] of Object.entries(values)) {
    if (!(name in settings)) throw new Error(`there is no setting ${name}`);
    settings[name] = name === 'magicLink' || name === 'shopify' ? { ...settings[name], ...value } : value;
  }
}

export function restore(settings) { Object.assign(settings, defaults()); }
