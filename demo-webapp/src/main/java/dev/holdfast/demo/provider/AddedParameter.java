package dev.holdfast.demo.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with one parameter more than was sent. */
final class AddedParameter extends HttpServletRequestWrapper {
  private final Map<String, String[]> parameters;

  AddedParameter(HttpServletRequest request, String name, String value) {
    super(request);
    Map<String, String[]> all = new LinkedHashMap<>(request.getParameterMap());
    all.put(name, new String[] {value});
    parameters = Collections.unmodifiableMap(all);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return parameters.get(name);
  }
}
