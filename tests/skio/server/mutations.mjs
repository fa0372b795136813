// The subscription mutations, as far as their error replies are known: a malformed id, an unknown one, and success.
import { isUuid } from './scalars.mjs';
import { Refusal } from './refusal.mjs';

const revoked = 'Lambda policy revoked';

export function changeSubscription(name, { subscriptionId }, { shop }) {
  if (!isUuid(subscriptionId)) throw new Refusal('internal error', { code: 'unexpected' });
  const row = shop.table('Subscription').get(subscriptionId.toLowerCase());
  if (!row)
    throw new Refusal(revoked, { code: revoked, detail: `${revoked}, tried to access unauthorized user or subscription` });
  if (name === 'pauseSubscription' && row.status === 'PAUSED') return { ok: true, message: 'Subscription is already paused' };
  const now = new Date(shop.clock.millis()).toISOString();
  const values = { pauseSubscription: { status: 'PAUSED' }, unpauseSubscription: { status: 'ACTIVE' },
    cancelSubscription: { status: 'CANCELLED', cancelledAt: now, nextBillingDate: null } }[name];
  shop.patch('Subscription', row, values);
  return { ok: true, message: null };
}
