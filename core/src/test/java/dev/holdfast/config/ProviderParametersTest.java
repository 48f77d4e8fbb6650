package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code authorization-parameters}: what one provider understands, and nothing that others do. */
class ProviderParametersTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Settings settings(String parameters) {
    Map<String, String> values = new HashMap<>();
    values.put("issuer", "https://id.example");
    values.put("client-id", "shop");
    values.put("client-secret", "not-a-secret");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    values.put("authorization-parameters", parameters);
    return Settings.of(values);
  }

  private static List<String> problems(String parameters) {
    Settings settings = settings(parameters);
    try {
      OidcConfig.read(settings);
      settings.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  @Test
  void they_are_written_as_in_an_address() {
    String text = "access_type=offline&audience=https%3A%2F%2Fapi%3Fa%3D1%26b&x-y.z=1+%2B1+%C3%A9";
    ProviderParameters read =
        OidcConfig.read(settings(text)).orElseThrow().logins().providerParameters();
    assertThat(read.values())
        .containsExactly(
            Map.entry("access_type", "offline"),
            Map.entry("audience", "https://api?a=1&b"),
            Map.entry("x-y.z", "1 +1 \u00e9"));
    assertThat(read.encoded()).isEqualTo(text);
    assertThat(ProviderParameters.parse(read.encoded())).isEqualTo(read);
    assertThat(read).hasToString("ProviderParameters[access_type, audience, x-y.z]");
    assertThat(problems("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "access_type | is no list such as",
        "=offline | is no list such as",
        "access_type=offline& | is no list such as",
        "?access_type=offline | has a name that is not",
        "a%20b=1 | has a name that is not",
        "a%0Ab=1 | has a name that is not",
        "hd=a&hd=b | has a parameter twice",
        "hd=a&h%64=a | has a parameter twice",
        "hd=%zz | has a broken percent-encoding",
        "hd= | has a value of hd that is not",
        "hd=%20 | has a value of hd that is not",
        "hd=a%0D%0Ab | has a value of hd that is not",
        "hd=a%00 | has a value of hd that is not",
        "hd=a%C2%85 | has a value of hd that is not",
        "hd=a%C3%28 | has a value of hd that is not",
        "state=1 | names state, which belongs to the protocol",
        "hd=a&Client_ID=b | names Client_ID, which belongs to the protocol",
        "redirect%5Furi=b | names redirect_uri, which belongs to the protocol",
      })
  void what_is_none_stops_the_start(String parameters, String complaint) {
    assertThat(problems(parameters))
        .singleElement()
        .asString()
        .startsWith("authorization-parameters " + complaint);
  }

  @Test
  void there_is_an_end_to_their_number_and_length() {
    String ten =
        IntStream.range(0, 10).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    assertThat(problems(ten)).isEmpty();
    assertThat(problems(ten + "&q=1")).singleElement().asString().contains("more than ten");
    assertThat(problems("p=" + "x".repeat(512))).isEmpty();
    assertThat(problems("p=" + "x".repeat(513))).hasSize(1);
  }

  @Test
  @DisplayName("AREQ-01, AREQ-02, AREQ-03: nothing that a standard has given a meaning")
  void no_parameter_of_the_protocol_is_one_of_theirs() {
    assertThat(AuthenticationRequest.getRegisteredParameterNames())
        .filteredOn(name -> !name.equals("include_granted_scopes")) // Google's own
        .hasSizeGreaterThan(20)
        .allSatisfy(
            name ->
                assertThatThrownBy(() -> new ProviderParameters(Map.of(name, "1")))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name));
  }
}
