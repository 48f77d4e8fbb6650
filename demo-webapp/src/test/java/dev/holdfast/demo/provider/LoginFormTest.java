package dev.holdfast.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.provider.ProviderClient.Credential;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LoginFormTest {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Map<String, String> BROWSER = Map.of("Accept", "text/html");
  private static final EmbeddedProvider provider =
      EmbeddedProvider.start(
          ProviderSettings.builder()
              .client(
                  new ProviderClient(
                      "app", new Credential.None(), Set.of(ScriptedClient.REDIRECT_URI), Set.of()))
              .build());

  private final ScriptedClient client =
      new ScriptedClient(provider, "app", ClientProof.nameOnly("app"));

  @AfterAll
  static void stop() {
    provider.close();
  }

  @Test
  void the_form_signs_in_and_the_browser_returns_with_a_code() throws Exception {
    Reply form = openForm();
    assertThat(form.body()).contains("<b>app</b>").contains("value=\"alice\"");
    assertThat(form.header("Content-Security-Policy")).isEqualTo(Page.POLICY);

    Reply signedIn = submit(form, "alice");
    Reply back = client.wire().get(client.at("/").resolve(signedIn.header("Location")), BROWSER);

    assertThat(back.header("Location")).startsWith(ScriptedClient.REDIRECT_URI.toString());
    assertThat(back.redirectParameters()).containsKeys("code", "iss");
  }

  @Test
  void a_wrong_password_comes_back_to_the_form_with_a_reason() throws Exception {
    Reply refused = submit(openForm(), "wrong");
    assertThat(refused.header("Location")).endsWith("/login?error");

    Reply form = client.wire().get(client.at("/login?error"), BROWSER);
    assertThat(form.body()).contains("That name and password do not belong together.");
  }

  @Test
  void the_session_cookie_leaves_the_usual_name_to_the_application() throws Exception {
    Reply toForm = client.wire().get(authorize(), BROWSER);

    assertThat(toForm.header("Set-Cookie"))
        .startsWith("provider_session=")
        .contains("HttpOnly")
        .contains("SameSite=Lax");
  }

  @Test
  void a_sign_in_that_nobody_asked_for_ends_on_a_page() throws Exception {
    Reply signedIn = submit(client.wire().get(client.at(Endpoints.LOGIN), BROWSER), "alice");
    Reply home = client.wire().get(client.at("/").resolve(signedIn.header("Location")), BROWSER);

    assertThat(home.body()).contains("Signed in as alice");
  }

  @Test
  void a_request_with_a_foreign_redirect_uri_ends_on_a_page_and_not_there() throws Exception {
    Map<String, String> request = new HashMap<>(client.authorizationRequest("alice"));
    request.put("redirect_uri", "https://elsewhere.example/callback");
    Reply problem = client.authorize(request);

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.has("Location")).isFalse();
    assertThat(problem.body()).contains("That did not work").contains("redirect_uri");
  }

  private Reply openForm() throws Exception {
    Reply toForm = client.wire().get(authorize(), BROWSER);
    return client.wire().get(client.at("/").resolve(toForm.header("Location")), BROWSER);
  }

  private URI authorize() {
    return client.at(Endpoints.AUTHORIZE + "?" + Wire.encode(client.authorizationRequest("alice")));
  }

  private Reply submit(Reply form, String password) throws Exception {
    Matcher csrf = CSRF.matcher(form.body());
    assertThat(csrf.find()).isTrue();
    return client
        .wire()
        .post(
            client.at(Endpoints.LOGIN),
            Map.of("username", "alice", "password", password, "_csrf", csrf.group(1)),
            BROWSER);
  }
}
