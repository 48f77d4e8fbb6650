package dev.holdfast.containers;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * As much of {@code web.xml} as these applications say, for containers that leave the reading of
 * descriptors to the servers around them.
 */
record Descriptor(
    List<Part> filters,
    List<FilterMapping> filterMappings,
    List<Part> servlets,
    Map<Integer, String> errorPages,
    Constraint constraint) {

  /** A filter, or a servlet with the patterns it is mapped to. */
  record Part(String name, String type, Map<String, String> initParams, List<String> patterns) {}

  record FilterMapping(String filter, String pattern, Set<DispatcherType> dispatchers) {}

  record Constraint(String pattern, String role, String method, String realm) {}

  static Descriptor read(WebApplication application) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(application.descriptor().toFile());
      return of(document.getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Descriptor of(Element root) {
    Map<Integer, String> errorPages = new LinkedHashMap<>();
    all(root, "error-page")
        .forEach(
            each ->
                errorPages.put(Integer.valueOf(text(each, "error-code")), text(each, "location")));
    return new Descriptor(
        all(root, "filter").stream().map(each -> part(each, "filter", List.of())).toList(),
        all(root, "filter-mapping").stream().map(Descriptor::filterMapping).toList(),
        all(root, "servlet").stream()
            .map(each -> part(each, "servlet", patterns(root, text(each, "servlet-name"))))
            .toList(),
        errorPages,
        constraint(root));
  }

  private static Part part(Element told, String kind, List<String> patterns) {
    Map<String, String> initParams = new LinkedHashMap<>();
    all(told, "init-param")
        .forEach(each -> initParams.put(text(each, "param-name"), text(each, "param-value")));
    return new Part(text(told, kind + "-name"), text(told, kind + "-class"), initParams, patterns);
  }

  private static List<String> patterns(Element root, String servlet) {
    return all(root, "servlet-mapping").stream()
        .filter(mapping -> text(mapping, "servlet-name").equals(servlet))
        .flatMap(mapping -> texts(mapping, "url-pattern").stream())
        .toList();
  }

  private static FilterMapping filterMapping(Element told) {
    Set<DispatcherType> dispatchers = EnumSet.noneOf(DispatcherType.class);
    texts(told, "dispatcher").forEach(each -> dispatchers.add(DispatcherType.valueOf(each)));
    if (dispatchers.isEmpty()) {
      dispatchers.add(DispatcherType.REQUEST);
    }
    return new FilterMapping(text(told, "filter-name"), text(told, "url-pattern"), dispatchers);
  }

  private static Constraint constraint(Element root) {
    Element constraint = all(root, "security-constraint").get(0);
    Element login = all(root, "login-config").get(0);
    return new Constraint(
        text(constraint, "url-pattern"),
        text(constraint, "role-name"),
        text(login, "auth-method"),
        text(login, "realm-name"));
  }

  private static List<Element> all(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> texts(Element parent, String name) {
    return all(parent, name).stream().map(each -> each.getTextContent().strip()).toList();
  }

  private static String text(Element parent, String name) {
    return texts(parent, name).get(0);
  }
}
