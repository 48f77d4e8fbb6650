package dev.holdfast.store.cookie;

/**
 * How much of a session fits into a browser's cookies, in octets of name and value.
 *
 * <p>A browser drops a cookie beyond 4096 octets without a word, and containers refuse a request
 * whose headers together exceed 8 KiB (Tomcat's and Jetty's default). So one cookie may have 3800
 * octets, and one or two of them 6144 together. Three are for those who have raised the header
 * limits of everything between browser and application.
 *
 * @param chunks over how many cookies a session may be spread, 1 to {@value #MOST_CHUNKS}
 */
record CookieBudget(int chunks) {
  static final int MOST_CHUNKS = 3;
  private static final int COOKIE = 3800;
  private static final int TOGETHER = 6144;

  /** Set aside in each cookie for its name, the number of the chunk, and the equals sign. */
  private static final int NAME = 64;

  CookieBudget {
    if (chunks < 1 || chunks > MOST_CHUNKS) {
      throw new IllegalArgumentException("chunks " + chunks + " is not from 1 to " + MOST_CHUNKS);
    }
  }

  /** What is left for the locator. */
  int locatorCharacters() {
    int whole = chunks * COOKIE;
    return (chunks == MOST_CHUNKS ? whole : Math.min(whole, TOGETHER)) - chunks * NAME;
  }
}
