package dev.holdfast.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An answer that can still be changed; every change makes a new one. */
public final class Reply {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the answer leaves. */
  enum Delivery {
    WHOLE,
    /** The connection ends before a byte was sent. */
    DROPPED,
    /** Head at once, then one blank after the other and no end. */
    DRIPPING
  }

  private final int status;
  private final Map<String, List<String>> headers;
  private final Map<String, Object> json;
  private final @Nullable String text;
  private final Delivery delivery;

  private Reply(
      int status,
      Map<String, List<String>> headers,
      Map<String, Object> json,
      @Nullable String text,
      Delivery delivery) {
    this.status = status;
    this.headers = headers;
    this.json = json;
    this.text = text;
    this.delivery = delivery;
  }

  /** A JSON object. */
  public static Reply json(int status, Map<String, ?> members) {
    return new Reply(status, Map.of(), new LinkedHashMap<>(members), null, Delivery.WHOLE)
        .header("Content-Type", "application/json")
        .header("Cache-Control", "no-store");
  }

  /** Any text. */
  public static Reply text(int status, String contentType, String body) {
    return new Reply(status, Map.of(), Map.of(), body, Delivery.WHOLE)
        .header("Content-Type", contentType);
  }

  /** A 302. */
  public static Reply redirect(String location) {
    return text(302, "text/plain", "").header("Location", location);
  }

  static Reply error(int status, String code, String description) {
    return json(status, Map.of("error", code, "error_description", description));
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** All values of a header. */
  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** One member of a JSON body. */
  public Optional<Object> member(String name) {
    return Optional.ofNullable(json.get(name));
  }

  /** The same with another status. */
  public Reply status(int other) {
    return new Reply(other, headers, json, text, delivery);
  }

  /** The same with one JSON member set; a text body becomes a JSON one. */
  public Reply with(String member, Object value) {
    Map<String, Object> next = new LinkedHashMap<>(json);
    next.put(member, value);
    return new Reply(status, headers, next, null, delivery);
  }

  /** The same without one JSON member. */
  public Reply without(String member) {
    Map<String, Object> next = new LinkedHashMap<>(json);
    next.remove(member);
    return new Reply(status, headers, next, text, delivery);
  }

  /** The same with this the only value of a header. */
  public Reply header(String name, String value) {
    return headers(next -> next.put(name, List.of(value)));
  }

  /** The same with one more value of a header. */
  public Reply addHeader(String name, String value) {
    List<String> values = new ArrayList<>(all(name));
    values.add(value);
    return headers(next -> next.put(name, values));
  }

  /** The same without a header. */
  public Reply withoutHeader(String name) {
    return headers(next -> next.remove(name));
  }

  /** The same redirect with the parameters of its location edited. */
  public Reply redirectParameters(Consumer<Map<String, String>> edit) {
    String[] location = all("Location").get(0).split("\\?", 2);
    Map<String, String> parameters = new LinkedHashMap<>();
    Call.decode(location.length == 2 ? location[1] : "", parameters);
    edit.accept(parameters);
    return header("Location", location[0] + "?" + encode(parameters));
  }

  Reply delivered(Delivery how) {
    return new Reply(status, headers, json, text, how);
  }

  Delivery delivery() {
    return delivery;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  byte[] body() {
    try {
      return text == null ? JSON.writeValueAsBytes(json) : text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("a member of the reply is not JSON", notJson);
    }
  }

  /** Adds parameters to a URI that may have some already. */
  static String extend(String uri, Map<String, String> parameters) {
    return uri + (URI.create(uri).getRawQuery() == null ? "?" : "&") + encode(parameters);
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Reply headers(Consumer<Map<String, List<String>>> edit) {
    Map<String, List<String>> next = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    next.putAll(headers);
    edit.accept(next);
    return new Reply(status, Collections.unmodifiableMap(next), json, text, delivery);
  }
}
