package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with several providers is said at the start, all of it. */
class ProvidersSettingsTest {
  private static Map<String, String> good() {
    Map<String, String> settings = new HashMap<>();
    settings.put("providers", "staff,guests");
    for (String name : List.of("staff", "guests")) {
      String prefix = "provider." + name + ".";
      settings.put(prefix + "issuer", "https://" + name + ".example");
      settings.put(prefix + "client-id", "shop");
      settings.put(prefix + "client-secret", "not-a-secret");
      settings.put(prefix + "redirect-uri", "https://shop.example/auth/callback/" + name);
    }
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", "memory");
    return settings;
  }

  private static List<String> problems(Map<String, String> settings) {
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> new EntrancesReader(Settings.of(settings)).read());
    assertThat(thrown).as("accepted %s", settings).isNotNull();
    return thrown.problems();
  }

  private static Map<String, String> good(String name, String value) {
    Map<String, String> settings = good();
    settings.put(name, value);
    return settings;
  }

  @Test
  void what_is_shared_need_not_be_repeated_and_may_differ() {
    Map<String, String> settings = good("scope", "openid profile");
    settings.put("provider.guests.scope", "openid");
    settings.put("provider.guests.dpop", "preferred");
    settings.put("provider.guests.clients", "billing");
    assertThatCode(() -> new EntrancesReader(Settings.of(settings)).read().close())
        .doesNotThrowAnyException();
  }

  @Test
  void problems_are_told_by_the_names_that_were_written() {
    Map<String, String> settings = good("idle-timeout", "soon");
    settings.remove("provider.guests.issuer");
    settings.put("provider.staff.dpop", "perhaps");
    settings.put("provider.staff.isuer", "https://x.example");
    settings.put("provider.other.issuer", "https://x.example");
    assertThat(problems(settings))
        .anyMatch(problem -> problem.startsWith("provider.guests.issuer is missing"))
        .anyMatch(problem -> problem.startsWith("idle-timeout is no time"))
        .anyMatch(problem -> problem.startsWith("provider.staff.dpop is none of"))
        .contains("provider.staff.isuer is unknown; did you mean provider.staff.issuer?")
        .anyMatch(problem -> problem.startsWith("provider.other.issuer is unknown"))
        .filteredOn(problem -> problem.startsWith("idle-timeout"))
        .hasSize(1);
  }

  @Test
  void who_a_client_is_belongs_to_a_provider() {
    assertThat(problems(good("issuer", "https://x.example")))
        .containsExactly("issuer belongs to a provider; write provider.staff.issuer");
    assertThat(problems(good("clients", "jobs")))
        .contains("clients belongs to a provider; write provider.staff.clients");
  }

  @Test
  void providers_have_nothing_in_common_that_tells_them_apart() {
    assertThat(
            problems(
                good("provider.guests.redirect-uri", "https://shop.example/auth/callback/staff")))
        .anyMatch(problem -> problem.startsWith("provider.guests.redirect-uri is the same"));
    assertThat(problems(good("provider.guests.cookie-name", "session-staff")))
        .containsExactly("provider.guests.cookie-name is the same as another provider's");
    assertThat(problems(good("provider.guests.registration", "staff")))
        .containsExactly("provider.guests.registration is the same as another provider's");
    assertThat(problems(good("provider.guests.logout-path", "/auth/logout")))
        .containsExactly(
            "provider.guests.login-path or another endpoint is at /auth/logout, as one is already");
    Map<String, String> clients = good("provider.guests.clients", "jobs");
    clients.put("provider.staff.clients", "jobs");
    assertThat(problems(clients))
        .containsExactly("provider.guests.clients lists jobs, as another provider does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9", "stepup", "logins", "return", "silent", "arrived"})
  void no_session_is_called_as_what_is_kept_beside_another(String suffix) {
    String problem = " is what something beside another session is called";
    assertThat(problems(good("provider.guests.cookie-name", "session-staff-" + suffix)))
        .containsExactly("provider.guests.cookie-name" + problem);
    assertThat(problems(good("provider.staff.cookie-name", "session-guests-" + suffix)))
        .containsExactly("provider.staff.cookie-name" + problem);
    assertThat(problems(good("provider.guests.cookie-name", "session-" + suffix)))
        .containsExactly("provider.guests.cookie-name" + problem);
  }

  @Test
  void what_everybody_s_cookies_are_called_after_is_none_of_one_provider_s() {
    Map<String, String> settings = good("provider.guests.cookie-name", "app");
    settings.put("cookie-name", "app-1");
    assertThat(problems(settings))
        .containsExactly("cookie-name is what something beside another session is called");
  }

  @Test
  void nothing_is_called_as_the_note_of_the_last_provider() {
    assertThat(problems(good("provider.guests.cookie-name", "session-last-provider")))
        .containsExactly(
            "provider.guests.cookie-name is what something beside another session is called");
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "session-10", "session-staff-x", "session-staffstepup"})
  void other_names_of_sessions_may_begin_alike(String name) {
    assertThatCode(
            () ->
                new EntrancesReader(Settings.of(good("provider.guests.cookie-name", name)))
                    .read()
                    .close())
        .doesNotThrowAnyException();
  }

  @Test
  void somebody_serves_what_is_left() {
    Map<String, String> settings = good("provider.guests.paths", "/guests/*");
    settings.put("provider.staff.hosts", "staff.example");
    assertThat(problems(settings))
        .anyMatch(problem -> problem.startsWith("providers leave nobody"));
    assertThat(problems(good("providers", "staff Guests")))
        .anyMatch(problem -> problem.startsWith("providers lists a name that is not"));
    assertThat(problems(good("provider.guests.paths", "guests")))
        .anyMatch(problem -> problem.startsWith("provider.guests.paths has a pattern"));
    assertThat(problems(good("chooser-page", "choose.jsp")))
        .containsExactly("chooser-page does not begin with a slash");
  }

  @Test
  void an_application_may_have_a_page_of_its_own_to_choose() {
    try (FakeProvider provider = FakeProvider.start();
        Container container = Container.open()) {
      Map<String, String> settings =
          new HashMap<>(SeveralProvidersTest.providers(container, provider, provider, provider));
      settings.put("chooser-page", "/choose");
      container.start("/", new OidcFilter(), settings, new ProvidersServlet());
      assertThat(Browser.at(Shop.home(container)).open("/orders").body())
          .startsWith("own page: {Staff=http://")
          .contains("/auth/login/staff?return_to=%2Forders")
          .contains("Guests & friends=http://");
    }
  }

  @Test
  void a_host_may_belong_to_one_provider() {
    try (FakeProvider staff = FakeProvider.start().user("alice");
        FakeProvider guests = FakeProvider.start().user("bob");
        Container container = Container.open()) {
      Map<String, String> settings =
          new HashMap<>(SeveralProvidersTest.providers(container, staff, guests, guests));
      settings.put("provider.staff.hosts", "127.0.0.1");
      container.start("/", new OidcFilter(), settings, new ProvidersServlet());
      assertThat(Browser.at(Shop.home(container)).open("/orders").body()).startsWith("alice,");
    }
  }
}
