const URL_PARTS = /^(?<before>[a-z][a-z0-9+.-]*:\/\/(?:\[[^\]]*\]|[^:/?#]*))(?::\d*)?(?<after>[/?#].*)?$/iu;
const EVERYWHERE = /^[a-z][a-z0-9+.-]*:\/\/(?:0\.0\.0\.0|\[::\])[:/]/iu;

/**
 * A list of URLs to listen on, with commas between, all moved to `port`. Where one of them takes every address it
 * stands alone: on one port it leaves no room for another, which Go binds for both families.
 */
export function moveUrls(urls: string, port: number): string {
  const moved = urls.split(",").map((url) => {
    const { before, after = "" } = URL_PARTS.exec(url.trim())?.groups ?? {};
    return before === undefined ? url : `${before}:${port}${after}`;
  });
  const everywhere = moved.find((url) => EVERYWHERE.test(url));
  return everywhere ?? [...new Set(moved)].join(",");
}
