package io.esync.connectors.cdc.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.UnrepresentableValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The server's character sets, and how their bytes are read. A set of single bytes is read by the
 * table that the server itself gives for it, for Java's sets of the same name differ in places.
 */
final class Charsets {
  static final String BINARY = "binary";
  private static final int SINGLE_BYTES = 256;
  private static final char UNKNOWN = '?';

  private static final Map<String, String> JAVA =
      Map.ofEntries(
          Map.entry("utf8", "UTF-8"),
          Map.entry("utf8mb3", "UTF-8"),
          Map.entry("utf8mb4", "UTF-8"),
          Map.entry("ucs2", "UTF-16BE"),
          Map.entry("utf16", "UTF-16BE"),
          Map.entry("utf16le", "UTF-16LE"),
          Map.entry("utf32", "UTF-32BE"),
          Map.entry("gbk", "GBK"),
          Map.entry("gb2312", "GB2312"),
          Map.entry("gb18030", "GB18030"),
          Map.entry("big5", "Big5"),
          Map.entry("sjis", "Shift_JIS"),
          Map.entry("cp932", "windows-31j"),
          Map.entry("ujis", "EUC-JP"),
          Map.entry("eucjpms", "EUC-JP"),
          Map.entry("euckr", "EUC-KR"));

  /** Turns the bytes of a value into text. */
  @FunctionalInterface
  interface Decoder {
    String decode(byte[] bytes) throws UnrepresentableValue;
  }

  private final Map<Long, String> byCollation = new HashMap<>();
  private final Map<String, Decoder> decoders = new HashMap<>();

  private Charsets() {}

  /** Asks the server what it knows. */
  static Charsets load(Connection connection) throws SQLException {
    Charsets charsets = new Charsets();
    try (Statement statement = connection.createStatement()) {
      charsets.loadCollations(
          statement, "SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS");
      if (MySqlServerKind.isMariaDb(connection)) {
        // its newer collations have an id for each character set
        charsets.loadCollations(
            statement,
            "SELECT ID, CHARACTER_SET_NAME"
                + " FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY");
      }
      charsets.loadDecoders(statement);
    }
    return charsets;
  }

  private void loadCollations(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String charset = rows.getString(2);
        if (rows.getString(1) != null && charset != null) {
          byCollation.put(rows.getLong(1), charset);
        }
      }
    }
  }

  private void loadDecoders(Statement statement) throws SQLException {
    Map<String, Integer> lengths = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT CHARACTER_SET_NAME, MAXLEN FROM information_schema.CHARACTER_SETS")) {
      while (rows.next()) {
        lengths.put(rows.getString(1), rows.getInt(2));
      }
    }
    byte[] all = new byte[SINGLE_BYTES];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String hex = HexFormat.of().formatHex(all);
    for (Map.Entry<String, Integer> charset : lengths.entrySet()) {
      String name = charset.getKey();
      if (JAVA.containsKey(name)) {
        decoders.put(name, javas(Charset.forName(JAVA.get(name))));
      } else if (charset.getValue() == 1 && !name.equals(BINARY)) {
        try (ResultSet row =
            statement.executeQuery("SELECT CONVERT(_" + name + " 0x" + hex + " USING utf8mb4)")) {
          row.next();
          decoders.put(name, singleBytes(new String(row.getBytes(1), UTF_8)));
        }
      }
    }
  }

  private static Decoder javas(Charset charset) {
    return bytes -> {
      try {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new UnrepresentableValue("text that is not valid " + charset);
      }
    };
  }

  private static Decoder singleBytes(String table) {
    if (table.length() != SINGLE_BYTES) {
      return null;
    }
    return bytes -> {
      StringBuilder text = new StringBuilder(bytes.length);
      for (byte b : bytes) {
        char c = table.charAt(b & 0xFF);
        if (c == UNKNOWN && b != UNKNOWN) {
          throw new UnrepresentableValue("text with a byte that stands for no character");
        }
        text.append(c);
      }
      return text.toString();
    };
  }

  /** The character set of a collation, or null where the server lists none such. */
  String ofCollation(long id) {
    return byCollation.get(id);
  }

  /** How text of {@code charset} is read. */
  Decoder decoder(String charset) {
    Decoder decoder = decoders.get(charset);
    return decoder != null
        ? decoder
        : bytes -> {
          throw new UnrepresentableValue("text in the character set " + charset);
        };
  }
}
