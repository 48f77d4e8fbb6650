package dev.holdfast.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Codes, refresh tokens and access tokens, and what became of them. Thread-safe. */
final class IssuedGrants {

  private static final Duration CODE_LIFE = Duration.ofSeconds(60);

  private record Access(Family family, Instant expiresAt, String audience) {}

  private final InstantSource time;
  private final Knobs knobs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Login> codes = new HashMap<>();
  private final Map<String, Family> spentCodes = new HashMap<>();
  private final Map<String, Family> refreshTokens = new HashMap<>();
  private final Map<String, Access> accessTokens = new HashMap<>();
  private int reuses;

  IssuedGrants(InstantSource time, Knobs knobs) {
    this.time = time;
    this.knobs = knobs;
  }

  void fileCode(String code, Login login) {
    locked(() -> codes.put(code, login));
  }

  /** The login of a code, which stays usable until {@link #spend}. A spent code ends its family. */
  Login login(String code) {
    lock.lock();
    try {
      Family family = spentCodes.get(code);
      if (family != null) {
        family.end();
        reuses++;
      }
      Login login = codes.get(code);
      if (login == null || time.instant().isAfter(login.at().plus(CODE_LIFE))) {
        throw Refusal.atProvider("invalid_grant", "code unknown, used or expired");
      }
      return login;
    } finally {
      lock.unlock();
    }
  }

  Family spend(String code, Optional<String> key) {
    lock.lock();
    try {
      Family family = new Family(login(code), key);
      codes.remove(code);
      spentCodes.put(code, family);
      return family;
    } finally {
      lock.unlock();
    }
  }

  /** The family of the newest refresh token; an older one ends the family (RFC 9700 §4.14.2). */
  Family refresh(String token, FakeClient client, Optional<String> key) {
    lock.lock();
    try {
      Family family = refreshTokens.get(token);
      if (family == null || !family.alive() || !family.login().clientId().equals(client.id())) {
        throw Refusal.atProvider("invalid_grant", "refresh token unknown or ended");
      }
      boolean rekeyed = knobs.newKeysAtRefresh && client.authenticates() && key.isPresent();
      if (!family.key().equals(key) && !rekeyed) {
        throw Refusal.atProvider("invalid_dpop_proof", "not the key of this grant");
      }
      if (!isGood(family, token)) {
        family.end();
        reuses++;
        throw Refusal.atProvider("invalid_grant", "refresh token used before");
      }
      family.used(token);
      return family.boundTo(key);
    } finally {
      lock.unlock();
    }
  }

  private boolean isGood(Family family, String token) {
    return family.refreshToken().equals(token)
        || (knobs.forgiveLostAnswers && family.isForgiven(token));
  }

  /**
   * Hands the family its next refresh token in place of {@code spent}.
   *
   * <p>Two requests with the same token can both have passed {@link #refresh}: only one may rotate.
   */
  void rotate(Family family, String spent, String next) {
    lock.lock();
    try {
      if (!isGood(family, spent)) {
        family.end();
        reuses++;
        throw Refusal.atProvider("invalid_grant", "refresh token used before");
      }
      family.refreshToken(next);
      refreshTokens.put(next, family);
    } finally {
      lock.unlock();
    }
  }

  /** Files a token; the audience is empty text where none was asked for. */
  void fileAccess(String token, Family family, Instant expiresAt, String audience) {
    locked(() -> accessTokens.put(token, new Access(family, expiresAt, audience)));
  }

  /** For whom a token was issued; empty text where nobody said. */
  String audience(String accessToken) {
    lock.lock();
    try {
      return Optional.ofNullable(accessTokens.get(accessToken)).map(Access::audience).orElse("");
    } finally {
      lock.unlock();
    }
  }

  /** The grant behind a token that is valid now. */
  Optional<Family> active(String accessToken) {
    lock.lock();
    try {
      return Optional.ofNullable(accessTokens.get(accessToken))
          .filter(access -> access.family().alive())
          .filter(access -> access.expiresAt().isAfter(time.instant()))
          .map(Access::family);
    } finally {
      lock.unlock();
    }
  }

  /** A refresh token takes its family with it, an access token only itself (RFC 7009 §2.1). */
  void revoke(String token) {
    lock.lock();
    try {
      accessTokens.remove(token);
      Optional.ofNullable(refreshTokens.get(token)).ifPresent(this::end);
    } finally {
      lock.unlock();
    }
  }

  private void end(Family revoked) {
    revoked.end();
    if (knobs.oneSessionPerUser) {
      String sid = revoked.login().sid();
      refreshTokens.values().stream()
          .filter(family -> family.login().sid().equals(sid))
          .forEach(Family::end);
    }
  }

  void endAll() {
    locked(() -> refreshTokens.values().forEach(Family::end));
  }

  int reuses() {
    lock.lock();
    try {
      return reuses;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
