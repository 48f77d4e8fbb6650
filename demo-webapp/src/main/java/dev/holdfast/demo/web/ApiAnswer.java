package dev.holdfast.demo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.Map;

/**
 * What an API said.
 *
 * @param body maps, lists and texts if it was JSON, else the text
 */
record ApiAnswer(int status, Object body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ApiAnswer of(HttpResponse<String> response) {
    return new ApiAnswer(response.statusCode(), read(response.body()));
  }

  private static Object read(String text) {
    try {
      Object read = JSON.readValue(text, Object.class);
      return read instanceof Map || read instanceof Collection ? read : text;
    } catch (JsonProcessingException e) {
      return text; // an API may as well speak plainly
    }
  }
}
