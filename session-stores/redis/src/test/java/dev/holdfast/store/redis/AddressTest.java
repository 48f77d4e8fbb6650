package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class AddressTest {

  private static Address parsed(String text) {
    return Address.parse(text).orElseThrow();
  }

  @Test
  void one_server_has_a_host_a_usual_port_and_a_first_database() {
    Address address = parsed("redis://cache.example");

    assertThat(address.kind()).isEqualTo(Address.Kind.SINGLE);
    assertThat(address.hosts()).containsExactly(new HostAndPort("cache.example", 6379));
    assertThat(address.database()).isZero();
    assertThat(address.tls()).isFalse();
  }

  @Test
  void port_database_and_tls_can_be_said() {
    Address address = parsed("rediss://cache.example:7000/12");

    assertThat(address.hosts()).containsExactly(new HostAndPort("cache.example", 7000));
    assertThat(address.database()).isEqualTo(12);
    assertThat(address.tls()).isTrue();
  }

  @Test
  void sentinels_have_a_usual_port_of_their_own_and_a_name_for_the_primary() {
    Address address = parsed("rediss+sentinel://one:7001,two/shop");

    assertThat(address.kind()).isEqualTo(Address.Kind.SENTINEL);
    assertThat(address.hosts())
        .containsExactly(new HostAndPort("one", 7001), new HostAndPort("two", 26379));
    assertThat(address.name()).isEqualTo("shop");
    assertThat(address.database()).isZero();
    assertThat(address.tls()).isTrue();
  }

  @Test
  void a_cluster_is_found_through_some_of_its_servers() {
    Address address = parsed("redis+cluster://one,[2001:db8::1]:7001");

    assertThat(address.kind()).isEqualTo(Address.Kind.CLUSTER);
    assertThat(address.hosts())
        .containsExactly(new HostAndPort("one", 6379), new HostAndPort("2001:db8::1", 7001));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis://one,two",
        "redis://user:secret@localhost",
        "redis://localhost:0",
        "redis://localhost:65536",
        "redis://localhost:port",
        "redis://localhost/shop",
        "redis://localhost?database=1",
        "redis+sentinel://one,two",
        "redis+sentinel://one,,two/shop",
        "redis+cluster://one/1",
        "redis+other://one"
      })
  void anything_else_is_no_address(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }
}
