package dev.holdfast.store.redis;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.SecretText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.HostAndPort;

/**
 * How to reach Redis.
 *
 * @param limit for connecting, for each answer, and for the wait for a free connection
 * @param sentinels the login to the Sentinels, which have users of their own
 */
record RedisSettings(
    Address address, Login login, Login sentinels, Keys keys, Duration limit, int poolSize) {
  private static final Duration USUAL_LIMIT = Duration.ofMillis(250);
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(1);
  private static final int USUAL_POOL = 64;
  private static final int LARGEST_POOL = 10_000;
  private static final String SESSIONS = "session-store.redis.";
  private static final String FACTS = "coordination.redis.";
  private static final Address NOWHERE =
      new Address(Address.Kind.SINGLE, false, List.of(new HostAndPort("localhost", 6379)), "");

  /** The settings of the session store. */
  static RedisSettings ofSessions(Settings settings) {
    return new Reader(settings, SESSIONS, SESSIONS).read();
  }

  /** The settings of the coordination store: what is not said is as for the session store. */
  static RedisSettings ofFacts(Settings settings) {
    return new Reader(settings, FACTS, SESSIONS).read();
  }

  /** Reads each setting under a first name, and else under a second. */
  private record Reader(Settings settings, String first, String second) {

    RedisSettings read() {
      return new RedisSettings(
          address(),
          new Login(text("user"), secret("password")),
          new Login(text("sentinel-user"), secret("sentinel-password")),
          new Keys(text("key-prefix").orElse("holdfast:")),
          limit(),
          settings.number(name("pool-size"), USUAL_POOL, 1, LARGEST_POOL));
    }

    private Address address() {
      String advice = "set it to a URI such as redis://localhost:6379";
      Optional<String> text = settings.required(name("uri"), advice);
      Optional<Address> address = text.flatMap(Address::parse);
      if (text.isPresent() && address.isEmpty()) {
        settings.problem(
            name("uri"),
            "is none of redis://host:port/database, redis+sentinel://host:port,host:port/primary"
                + " and redis+cluster://host:port,host:port (rediss for TLS);"
                + " user and password are settings of their own");
      }
      return address.orElse(NOWHERE);
    }

    private Duration limit() {
      Duration limit = settings.duration(name("time-limit"), USUAL_LIMIT);
      if (limit.toMillis() < 1 || limit.compareTo(MOST_PATIENCE) > 0) {
        settings.problem(name("time-limit"), "is not from 1ms to 60s");
        return USUAL_LIMIT;
      }
      return limit;
    }

    private Optional<String> text(String setting) {
      return settings.text(name(setting));
    }

    private Optional<SecretText> secret(String setting) {
      return settings.secret(name(setting));
    }

    /** Asking for a setting also makes its name known, so both names are asked for. */
    private String name(String setting) {
      boolean otherwise = settings.text(second + setting).isPresent();
      boolean own = settings.text(first + setting).isPresent();
      return own || !otherwise ? first + setting : second + setting;
    }
  }
}
