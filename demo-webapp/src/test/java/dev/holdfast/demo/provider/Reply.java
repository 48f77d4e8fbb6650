package dev.holdfast.demo.provider;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTParser;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, read in the ways the tests need. What is not there fails the test. */
record Reply(HttpResponse<String> response) {

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  String header(String name) {
    return response
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new AssertionError("no " + name + " in " + response.headers().map()));
  }

  boolean has(String header) {
    return response.headers().firstValue(header).isPresent();
  }

  Map<String, Object> json() throws ParseException {
    return JSONObjectUtils.parse(response.body());
  }

  /** A text member of the JSON. */
  String text(String name) throws ParseException {
    if (json().get(name) instanceof String text) {
      return text;
    }
    throw new AssertionError("no " + name + " in " + response.body());
  }

  /** The claims of a JWT in the JSON; its signature is not looked at. */
  Map<String, Object> claims(String name) throws ParseException {
    return JWTParser.parse(text(name)).getJWTClaimsSet().toJSONObject();
  }

  /** What a redirect carries. */
  Map<String, String> redirectParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : URI.create(header("Location")).getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  String redirectParameter(String name) {
    String value = redirectParameters().get(name);
    if (value == null) {
      throw new AssertionError("no " + name + " in " + header("Location"));
    }
    return value;
  }
}
