import { Fragment } from 'react';
import { routeHref, useRoute } from '../app/route.ts';
import { screenParts } from './screen-parts.ts';

/** A sentence in which the name of the screen of tokens, in quotes, leads there; on that screen it is only a name. */
export function WithScreenLinks({ text }: { readonly text: string }) {
  const here = useRoute().screen === 'tokens';
  return screenParts(text).map(({ text: part, named }, index) =>
    named && !here ? (
      <a key={index} href={routeHref({ screen: 'tokens' })}>
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
