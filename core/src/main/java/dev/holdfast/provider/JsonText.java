package dev.holdfast.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON strictly (and writes it): one object, no member twice, at most 32 levels deep, nothing
 * behind it.
 */
final class JsonText {
  private static final ObjectMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(32)
                          .maxTokenCount(20_000)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader OBJECT =
      STRICT.readerFor(new TypeReference<Map<String, Object>>() {});

  private static final ObjectReader ARRAY =
      STRICT.readerFor(new TypeReference<List<Map<String, Object>>>() {});

  private JsonText() {}

  /** The members of the object; empty if the text is anything else. */
  static Optional<Map<String, Object>> object(String text) {
    try {
      return Optional.ofNullable(OBJECT.readValue(text));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // what it was cannot be told without repeating it
    }
  }

  /** The objects of an array; empty if the text is anything else. */
  static Optional<List<Map<String, Object>>> array(String text) {
    try {
      return Optional.ofNullable(ARRAY.readValue(text));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // what it was cannot be told without repeating it
    }
  }

  static String write(Object value) {
    try {
      return STRICT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}
