package io.esync.connectors.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of this JVM, by name. */
public final class MemoryTables {
  private static final Map<String, MemoryTable> TABLES = new ConcurrentHashMap<>();

  private MemoryTables() {}

  /** The table of this name, empty at first. */
  public static MemoryTable named(String name) {
    return TABLES.computeIfAbsent(name, key -> new MemoryTable());
  }

  /** Forgets a table; who asks for the name again gets another one. */
  public static void remove(String name) {
    TABLES.remove(name);
  }
}
