package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cookies of a whole visit are called, and how they go again. */
class CookieAttributesTest {
  private static final URI CALLBACK = URI.create("https://shop.example/auth/callback");

  /** All {@code Set-Cookie} values from the first page to the logout. */
  private static List<String> visit(Shop.Kind kind) {
    List<String> all = new ArrayList<>();
    try (Shop shop = Shop.open(kind, Map.of("public", "/more/maybe"))) {
      shop.provider.accessTokenBytes(5000).signedIn(false);
      follow(shop.browser(), "/more/maybe", all);
      shop.provider.signedIn(true);
      Browser browser = shop.browser();
      follow(browser, "/whoami", all);
      follow(browser, "/more/recent", all);
      shop.time.advance(Duration.ofMinutes(2));
      follow(browser, "/more/recent", all);
      all.addAll(browser.get("/whoami").setCookies());
      all.addAll(browser.post("/auth/logout", Map.of()).setCookies());
    }
    return all;
  }

  private static void follow(Browser browser, String path, List<String> cookies) {
    Page page = browser.navigate(path);
    cookies.addAll(page.setCookies());
    while (page.location().isPresent()) {
      page = browser.follow(page);
      cookies.addAll(page.setCookies());
    }
  }

  private static String name(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf('='));
  }

  private static String attributes(String setCookie) {
    return setCookie.substring(setCookie.indexOf(';')).replaceFirst("; Max-Age=[0-9]+$", "");
  }

  @ParameterizedTest
  @EnumSource
  void a_cookie_is_cleared_with_the_attributes_it_was_set_with(Shop.Kind kind) { // CK-12
    Map<String, String> set = new HashMap<>();
    int cleared = 0;
    for (String cookie : visit(kind)) {
      if (cookie.endsWith("; Max-Age=0")) {
        assertThat(cookie).startsWith(name(cookie) + "=;");
        assertThat(attributes(cookie)).isEqualTo(set.get(name(cookie)));
        cleared++;
      } else {
        set.put(name(cookie), attributes(cookie));
      }
    }
    assertThat(cleared).isGreaterThanOrEqualTo(kind == Shop.Kind.COOKIE ? 3 : 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lax", "Strict"})
  void the_session_is_cleared_with_its_own_same_site(String sameSite) { // CK-12
    BrowserRules rules = FilterSettings.of(Map.of("session-cookie-same-site", sameSite)).browser();
    CookieNames names = CookieNames.of(CALLBACK, rules, "session", Set.of("session-staff"));
    assertThat(attributesOf(names, "__Host-session", "__Host-session-1", "__Host-session-staff-2"))
        .hasSize(6)
        .allMatch(set -> set.startsWith("; Path=/; Secure; HttpOnly; SameSite=" + sameSite));
    assertThat(attributesOf(names, "__Host-login-0a", "__Host-session-logins"))
        .allMatch(set -> set.startsWith("; Path=/; Secure; HttpOnly; SameSite=Lax"));
  }

  /** Of each name set and cleared. */
  private static List<String> attributesOf(CookieNames names, String... each) {
    List<String> seen = new ArrayList<>();
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                CookieAttributesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("addHeader")) {
                    seen.add(String.valueOf(arguments[1]));
                  }
                  return null;
                });
    for (String name : each) {
      new ResponseCookies(response, names).set(name, "v", Duration.ofSeconds(9));
      new ResponseCookies(response, names).clear(name);
    }
    return seen.stream().map(cookie -> cookie.substring(cookie.indexOf(';'))).toList();
  }

  @ParameterizedTest
  @EnumSource
  void no_name_tells_what_made_it(Shop.Kind kind) { // CK-18
    assertThat(visit(kind).stream().map(CookieAttributesTest::name).distinct())
        .hasSizeGreaterThan(4)
        .allMatch(name -> name.matches("loopback-(session|login)[a-z0-9-]*"))
        .noneMatch(name -> name.matches(".*(hold|fast|oidc|openid|oauth|dpop|pac4j|java).*"));
  }

  @Test
  void the_prefix_that_keeps_scripts_away_can_be_chosen() { // CK-02
    CookieNames chosen = names(Map.of("cookie-prefix", "__Host-Http-"));
    assertThat(chosen.session()).isEqualTo("__Host-Http-session");
    assertThat(chosen.login("login-0a")).isEqualTo("__Host-Http-login-0a");
    assertThat(chosen.isOurs("__Host-Http-session-1")).isTrue();
    assertThat(chosen.isOurs("__Host-session")).isFalse();
    assertThat(names(Map.of()).session()).isEqualTo("__Host-session");
  }

  private static CookieNames names(Map<String, String> settings) {
    return CookieNames.of(CALLBACK, FilterSettings.of(settings).browser(), "session", Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie-prefix", "session-cookie-same-site"})
  void no_weaker_choice_is_offered(String setting) { // CK-01, CK-04
    for (String value : new String[] {"__Secure-", "__host-", "None", "strict"}) {
      assertThatThrownBy(() -> FilterSettings.of(Map.of(setting, value)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(setting);
    }
  }
}
