import type { NeededDriver } from '#shared/contract/tokens.ts';
import { cardByAtr, cardCatalogue } from './cards.ts';
import { catalogue } from './catalogue.ts';
import { installedModules, thisMachine, type Machine } from './installed-modules.ts';

/** Makers of the drivers that know a card, by its ATR (hex); none for a card that the catalogue does not know. */
export function vendorsOfCard(atr: string): readonly string[] {
  return cardByAtr(atr)?.vendors ?? [];
}

/**
 * The driver that a card needs on this machine, by its ATR (hex). Undefined for a card that the catalogue does not know:
 * nothing is guessed. `installed` when any driver that knows the card is here.
 */
export function neededDriver(atr: string, machine: Machine = thisMachine): NeededDriver | undefined {
  const card = cardByAtr(atr);
  if (card === undefined) return undefined;
  const rows = card.vendors.map((vendor) => cardCatalogue.drivers.find((driver) => driver.vendor === vendor));
  const [driver] = rows;
  if (driver === undefined) return undefined;
  const files = catalogue.modules
    .filter((row) => row.platform === machine.platform && card.vendors.includes(row.vendor))
    .toSorted((a, b) => card.vendors.indexOf(a.vendor) - card.vendors.indexOf(b.vendor))
    .flatMap((row) => row.files);
  const here = installedModules(machine).some(({ vendor }) => card.vendors.includes(vendor));
  return {
    vendor: driver.vendor,
    files,
    installed: here,
    confidence: card.confidence,
    advice: driver.advice,
    ...(driver.url === undefined ? {} : { url: driver.url }),
  };
}
