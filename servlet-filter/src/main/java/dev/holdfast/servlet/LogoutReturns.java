package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.RandomBytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells browsers that come back from a logout at the provider from those that somebody has sent, by
 * a {@code state} that only a cookie of ours vouches for, once and for ten minutes (OpenID Connect
 * RP-Initiated Logout §2). Nothing depends on it but that cookie.
 */
final class LogoutReturns {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int STATE_BYTES = 16;

  private final OidcConfig config;
  private final InstantSource time;
  private final String cookie;
  private final String address;
  private final RandomBytes random;

  /**
   * Those of one client.
   *
   * @param address where they come back, if the provider is told so
   */
  LogoutReturns(Oidc oidc, CookieNames names, String address, RandomBytes random) {
    this.config = oidc.config();
    this.time = oidc.time();
    this.cookie = names.beside(CookieMark.RETURN);
    this.address = address;
    this.random = random;
  }

  /** The {@code state} of a logout; empty if the browser comes back to a page of others. */
  Optional<String> state() {
    return config
        .postLogoutRedirectUri()
        .map(URI::toString)
        .filter(address::equals)
        .map(here -> random.text(STATE_BYTES));
  }

  /** Vouches for the {@code state} that goes to the provider. */
  void begin(Visit visit, String state) {
    String end = Long.toString(time.instant().plus(LIFE).getEpochSecond());
    visit.answer().set(cookie, end + "." + voucher(state, end), LIFE);
  }

  /** Notes a return; one that nobody began changes nothing. */
  void end(Visit visit) {
    Optional<String> state = visit.queryParameter("state");
    boolean expected =
        state.isPresent()
            && visit.cookies().value(cookie).filter(kept -> vouches(kept, state.get())).isPresent();
    if (expected) {
      visit.answer().clear(cookie);
    }
  }

  private boolean vouches(String kept, String state) {
    int dot = kept.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String end = kept.substring(0, dot);
    byte[] expected = voucher(state, end).getBytes(StandardCharsets.US_ASCII);
    byte[] given = kept.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given) && !isOver(end);
  }

  /** Of text that this server wrote. */
  private boolean isOver(String end) {
    return !time.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
  }

  private String voucher(String state, String end) {
    return config.indexKey().name("logout-return", config.registration(), state, end);
  }
}
