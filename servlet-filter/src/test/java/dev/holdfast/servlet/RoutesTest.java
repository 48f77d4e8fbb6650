package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.event.Listeners;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path is whose (SRV-16, A54). */
class RoutesTest {
  private final Routes routes =
      Routes.of(
          FilterSettings.of(Map.of("public", "/public/* /health *.css")),
          Neighbours.none(Listeners.none("none")),
          RemoteLogout.OFF);

  @ParameterizedTest
  @CsvSource({
    "/auth/login, LOGIN",
    "/auth/callback, CALLBACK",
    "/auth/logout, LOGOUT",
    "/auth/session, SESSION",
    "/auth/other, PROTECTED",
    "/, PROTECTED",
    "/admin, PROTECTED",
    "/public, PUBLIC",
    "/public/a/b, PUBLIC",
    "/publicity, PROTECTED",
    "/health, PUBLIC",
    "/health/x, PROTECTED",
    "/Public/a, PROTECTED",
    "/style/site.css, PUBLIC"
  })
  void a_plain_path_has_one_route(String path, Route expected) {
    assertThat(routes.of(path, path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/public/..;/admin, /admin",
    "/public/..;/admin, /public/..;/admin",
    "/public/../admin, /public/../admin",
    "/public/%2e%2e/admin, /public/../admin",
    "/public/%2E./admin, /public/../admin",
    "/public/./a, /public/a",
    "/public/..%2fadmin, /public/../admin",
    "/public/..%5cadmin, /public/..\\admin",
    "/public\\..\\admin, /public\\..\\admin",
    "/public/a%00, /public/a",
    "/public/a%0a, /public/a",
    "/admin;x=1, /admin",
    "//admin, /admin",
    "/auth//login, /auth/login",
    "/auth/login;a, /auth/login"
  })
  void a_path_that_can_be_read_in_several_ways_has_none(String raw, String canonical) {
    assertThat(routes.of(raw, canonical)).isEqualTo(Route.AMBIGUOUS);
  }

  @Test
  void an_escaped_letter_changes_nothing() {
    assertThat(routes.of("/%61dmin", "/admin")).isEqualTo(Route.PROTECTED);
  }

  @Test
  void a_public_path_may_carry_the_containers_session_id() {
    assertThat(routes.of("/public/a;jsessionid=1", "/public/a")).isEqualTo(Route.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin", "*", "/a*", "/*/b", "*.", "**/a"})
  void a_pattern_that_web_xml_does_not_know_is_none(String text) {
    assertThat(PathPattern.parse(text)).isEmpty();
    assertThatThrownBy(() -> new PathPattern(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
