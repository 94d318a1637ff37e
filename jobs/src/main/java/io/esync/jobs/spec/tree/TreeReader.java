package io.esync.jobs.spec.tree;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML, and with it JSON, into a tree. One reader reads one text. */
public final class TreeReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final Problems problems;
  private final YAMLParser parser;

  private TreeReader(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The one map that {@code text} holds; empty, with a problem, where it does not. */
  public static Optional<MapNode> readMap(String text, Problems problems) {
    return read(text, problems)
        .flatMap(
            node -> {
              if (node instanceof MapNode map) {
                return Optional.of(map);
              }
              problems.add(node, "expected a map, found " + node.kindInWords(), "");
              return Optional.empty();
            });
  }

  /** The one value that {@code text} holds; empty, with a problem, where it is broken. */
  public static Optional<Node> read(String text, Problems problems) {
    try (YAMLParser parser = YAML.createParser(text)) {
      return new TreeReader(parser, problems).readDocument();
    } catch (JacksonException e) {
      problems.add(place(e), "", "this is no valid YAML: " + explain(e), "");
    } catch (IOException e) {
      problems.add(Place.START, "", "cannot be read: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  private static Place place(JacksonException e) {
    Mark mark = e.getCause() instanceof MarkedYAMLException cause ? cause.getProblemMark() : null;
    return mark == null
        ? place(e.getLocation())
        : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The parser's finding alone: its full message quotes the file, which may hold a secret. */
  private static String explain(JacksonException e) {
    if (e.getCause() instanceof MarkedYAMLException cause) {
      String context = cause.getContext() == null ? "" : cause.getContext() + ", ";
      return context + cause.getProblem();
    }
    return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }

  private Optional<Node> readDocument() throws IOException {
    if (parser.nextToken() == null) {
      problems.add(Place.START, "", "the file is empty", "");
      return Optional.empty();
    }
    Node root = readValue("", here());
    if (parser.nextToken() != null) {
      problems.add(here(), "", "expected one document, found another after it", "");
    }
    return Optional.ofNullable(root);
  }

  /** The value that starts at the current token; null for a YAML null and for what is no value. */
  private Node readValue(String path, Place place) throws IOException {
    if (parser.isCurrentAlias()) {
      problems.add(here(), path, "a YAML alias (*name) is not supported", "write the value out");
      return null;
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> readEntries(path, place);
      case START_ARRAY -> readItems(path, place);
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE -> scalar(path, ScalarNode.Kind.BOOLEAN);
      case VALUE_NUMBER_INT -> scalar(path, ScalarNode.Kind.WHOLE_NUMBER);
      case VALUE_NUMBER_FLOAT -> scalar(path, ScalarNode.Kind.NUMBER);
      case VALUE_STRING -> scalar(path, ScalarNode.Kind.TEXT);
      default -> {
        problems.add(here(), path, "expected a value", "");
        yield null;
      }
    };
  }

  private Node scalar(String path, ScalarNode.Kind kind) throws IOException {
    return new ScalarNode(here(), path, kind, parser.getText());
  }

  private Node readEntries(String path, Place place) throws IOException {
    Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Place keyPlace = here();
      String below = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      Node value = readValue(below, isContainer() ? keyPlace : here());
      Place first = keys.putIfAbsent(key, keyPlace);
      if (first != null) {
        problems.add(keyPlace, below, "the key stands here twice", "first in line " + first.line());
      } else {
        entries.put(key, new MapNode.Entry(keyPlace, value));
      }
    }
    return new MapNode(place, path, entries);
  }

  private Node readItems(String path, Place place) throws IOException {
    List<Node> items = new ArrayList<>();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String below = path + "[" + i + "]";
      Place itemPlace = here();
      Node item = readValue(below, itemPlace);
      if (item != null) {
        items.add(item);
      } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
        problems.add(itemPlace, below, "expected a value, found nothing", "");
      }
    }
    return new ListNode(place, path, items);
  }

  private boolean isContainer() {
    return parser.currentToken().isStructStart();
  }

  private Place here() {
    return place(parser.currentTokenLocation());
  }

  private static Place place(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? Place.START
        : new Place(location.getLineNr(), Math.max(1, location.getColumnNr()));
  }
}
