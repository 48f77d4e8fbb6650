package dev.holdfast.containers;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * As much of {@code web.xml} as these applications say, for a container that leaves the reading of
 * descriptors to the servers around it. What it does not know it refuses.
 */
record Descriptor(
    List<Part> filters,
    List<FilterMapping> filterMappings,
    List<ServletPart> servlets,
    Map<Integer, String> errorPages,
    Constraint constraint) {
  private static final Set<String> KNOWN =
      Set.of(
          """
          filter filter-name filter-class async-supported init-param param-name param-value
          filter-mapping url-pattern dispatcher
          servlet servlet-name servlet-class load-on-startup servlet-mapping
          error-page error-code location
          security-constraint web-resource-collection web-resource-name auth-constraint role-name
          login-config auth-method realm-name security-role
          """
              .split("\\s+"));

  /** A filter, or what a servlet has in common with one. */
  record Part(String name, String type, Map<String, String> initParams, boolean isAsync) {}

  record FilterMapping(String filter, List<String> patterns, Set<DispatcherType> dispatchers) {}

  record ServletPart(Part part, List<String> patterns, Optional<Integer> loadOnStartup) {}

  /** Which of the roles may see what is guarded, and how a user shows to have it. */
  record Constraint(
      List<String> roles, List<String> patterns, String allowed, String method, String realm) {}

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
    refuseUnknown(root);
    Map<Integer, String> errorPages = new LinkedHashMap<>();
    all(root, "error-page")
        .forEach(
            each ->
                errorPages.put(Integer.valueOf(text(each, "error-code")), text(each, "location")));
    return new Descriptor(
        all(root, "filter").stream().map(each -> part(each, "filter")).toList(),
        all(root, "filter-mapping").stream().map(Descriptor::filterMapping).toList(),
        all(root, "servlet").stream().map(each -> servlet(each, root)).toList(),
        errorPages,
        constraint(root));
  }

  private static void refuseUnknown(Element root) {
    List<String> unknown =
        all(root, "*").stream()
            .map(Element::getTagName)
            .filter(name -> !KNOWN.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("not read here: " + unknown);
    }
  }

  private static Part part(Element told, String kind) {
    Map<String, String> initParams = new LinkedHashMap<>();
    all(told, "init-param")
        .forEach(each -> initParams.put(text(each, "param-name"), text(each, "param-value")));
    return new Part(
        text(told, kind + "-name"),
        text(told, kind + "-class"),
        initParams,
        texts(told, "async-supported").contains("true"));
  }

  private static ServletPart servlet(Element told, Element root) {
    Part part = part(told, "servlet");
    return new ServletPart(
        part,
        all(root, "servlet-mapping").stream()
            .filter(mapping -> text(mapping, "servlet-name").equals(part.name()))
            .flatMap(mapping -> texts(mapping, "url-pattern").stream())
            .toList(),
        texts(told, "load-on-startup").stream().map(Integer::valueOf).findFirst());
  }

  private static FilterMapping filterMapping(Element told) {
    Set<DispatcherType> dispatchers = EnumSet.noneOf(DispatcherType.class);
    texts(told, "dispatcher").forEach(each -> dispatchers.add(DispatcherType.valueOf(each)));
    if (dispatchers.isEmpty()) {
      dispatchers.add(DispatcherType.REQUEST);
    }
    return new FilterMapping(text(told, "filter-name"), texts(told, "url-pattern"), dispatchers);
  }

  private static Constraint constraint(Element root) {
    Element constraint = only(root, "security-constraint");
    Element login = only(root, "login-config");
    return new Constraint(
        texts(only(root, "security-role"), "role-name"),
        texts(constraint, "url-pattern"),
        text(constraint, "role-name"),
        text(login, "auth-method"),
        text(login, "realm-name"));
  }

  private static List<Element> all(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Element only(Element parent, String name) {
    List<Element> found = all(parent, name);
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " times " + name);
    }
    return found.get(0);
  }

  private static List<String> texts(Element parent, String name) {
    return all(parent, name).stream().map(each -> each.getTextContent().strip()).toList();
  }

  private static String text(Element parent, String name) {
    return only(parent, name).getTextContent().strip();
  }
}
