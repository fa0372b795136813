// All that one running server consists of; a test may make several in one process.
import { randomBytes, randomUUID } from 'node:crypto';

import { Clock } from './clock.mjs';
import { Counters } from './counters.mjs';
import { serve } from './http.mjs';
import { Rules } from './misbehave.mjs';
import { defaults } from './settings.mjs';
import { Shop } from './shop.mjs';
import { Shopify } from './shopify.mjs';
import { Skio } from './skio.mjs';

export class World {
  constructor({ customers = 20, subscriptions = 30, seed = 1, token = randomBytes(24).toString('hex'), shopifyToken = randomBytes(24).toString('hex') } = {}) {
    this.options = { customers, subscriptions, seed };
    this.settings = defaults();
    this.clock = new Clock(this.settings);
    this.counters = new Counters();
    this.rules = new Rules();
    this.shop = new Shop(this.options, this.settings, this.clock);
    const parts = { shop: this.shop, settings: this.settings, counters: this.counters };
    this.skio = new Skio({ ...parts, token });
    this.shopify = new Shopify({ ...parts, token: shopifyToken });
  }

  newId() { return randomUUID(); }

  // The data as they were at the start; made anew only where something has changed them, since a test resets more often than it changes rows.
  renewShop() {
    if (this.shop.isChanged) {
      this.shop = new Shop(this.options, this.settings, this.clock);
      this.skio.shop = this.shop;
      this.shopify.shop = this.shop;
    }
    this.skio.rebuild();
  }

  async start() { this.stop = await serve(this); }
}
