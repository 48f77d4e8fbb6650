package dev.holdfast.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.HostAndPort;

/**
 * Where Redis is.
 *
 * @param tls whether every connection is encrypted, and the server's name checked
 * @param name of a single server, the number of its database; of Sentinel, what it calls the
 *     primary; of a cluster, empty
 */
record Address(Kind kind, boolean tls, List<HostAndPort> hosts, String name) {
  private static final Pattern URI =
      Pattern.compile("redis(s?)(?:\\+(sentinel|cluster))?://([^/@?#]+)(?:/([^/?#]*))?");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]\\s]+))(?::([0-9]{1,5}))?");
  private static final Pattern DATABASE = Pattern.compile("[0-9]{1,4}|");

  /** What stands at the address. */
  enum Kind {
    SINGLE(6379),
    SENTINEL(26379),
    CLUSTER(6379);

    private final int usualPort;

    Kind(int usualPort) {
      this.usualPort = usualPort;
    }
  }

  Address {
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads {@code redis://host:6379/0}, {@code redis+sentinel://host1,host2:26379/primary} or {@code
   * redis+cluster://host1,host2:6379}, with {@code rediss} for TLS; empty if it is none of these.
   */
  static Optional<Address> parse(String text) {
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      return Optional.empty();
    }
    Kind kind =
        Optional.ofNullable(uri.group(2))
            .map(word -> word.equals("sentinel") ? Kind.SENTINEL : Kind.CLUSTER)
            .orElse(Kind.SINGLE);
    String name = Optional.ofNullable(uri.group(4)).orElse("");
    return hosts(kind, uri.group(3))
        .map(hosts -> new Address(kind, !uri.group(1).isEmpty(), hosts, name))
        .filter(Address::makesSense);
  }

  private static Optional<List<HostAndPort>> hosts(Kind kind, String text) {
    List<HostAndPort> hosts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher host = HOST.matcher(part);
      if (!host.matches()) {
        return Optional.empty();
      }
      String name = Optional.ofNullable(host.group(1)).orElseGet(() -> host.group(2));
      int port = Optional.ofNullable(host.group(3)).map(Integer::parseInt).orElse(kind.usualPort);
      hosts.add(new HostAndPort(name, port));
    }
    return Optional.of(hosts);
  }

  private boolean makesSense() {
    boolean ports = hosts.stream().allMatch(host -> host.getPort() > 0 && host.getPort() < 65536);
    boolean named =
        switch (kind) {
          case SINGLE -> hosts.size() == 1 && DATABASE.matcher(name).matches();
          case SENTINEL -> !name.isEmpty();
          case CLUSTER -> name.isEmpty();
        };
    return ports && named;
  }

  /** The database of a single server. */
  int database() {
    return kind != Kind.SINGLE || name.isEmpty() ? 0 : Integer.parseInt(name);
  }
}
