package io.esync.connectors.filesystem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.esync.connectors.spi.json.JsonValues;
import io.esync.connectors.spi.json.LineParser;
import io.esync.connectors.spi.json.RowLineParser;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.decode.ValueConversion;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.QuoteMode;

/** Reads lines of CSV that are rows of one stream. Columns without a field are skipped. */
final class CsvLineParser implements LineParser {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String source;
  private final String stream;
  private final RowSchema schema;
  private final RowLineParser.Deletes deletes;
  private final CSVFormat format;
  private final List<String> columns;

  /**
   * @param columns the names of the columns in their order
   */
  CsvLineParser(
      String source,
      String stream,
      RowSchema schema,
      RowLineParser.Deletes deletes,
      CsvOptions options,
      List<String> columns) {
    this.source = source;
    this.stream = stream;
    this.schema = schema;
    this.deletes = deletes;
    this.format = format(options);
    this.columns = columns;
  }

  private static CSVFormat format(CsvOptions options) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(options.delimiter())
        .setQuote(options.quote().charAt(0))
        .setNullString(options.nullText())
        // What stands in quotes is never NULL.
        .setQuoteMode(QuoteMode.ALL_NON_NULL)
        .setIgnoreEmptyLines(false)
        .get();
  }

  /** The values of a line; null for NULL. */
  static List<String> values(String line, CsvOptions options) {
    return values(line, format(options));
  }

  private static List<String> values(String line, CSVFormat format) {
    try (CSVParser parser = CSVParser.parse(line, format)) {
      List<String> values = new ArrayList<>();
      parser
          .getRecords()
          .forEach(found -> StreamSupport.stream(found.spliterator(), false).forEach(values::add));
      return values;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("not a line of CSV: " + e.getMessage(), e);
    }
  }

  @Override
  public SourceChange parse(String line, SourceVersion version, long ingestedAt) {
    List<String> texts = values(line, format);
    if (texts.size() != columns.size()) {
      throw new IllegalArgumentException(
          texts.size() + " values in " + columns.size() + " columns");
    }
    Object[] values = new Object[schema.size()];
    Arrays.fill(values, Row.ABSENT);
    boolean gone = false;
    for (int i = 0; i < texts.size(); i++) {
      int index = schema.indexOf(columns.get(i));
      if (index >= 0) {
        values[index] = value(schema.field(index), texts.get(i));
      } else if (columns.get(i).equals(deletes.member())) {
        gone = deletes.value().equals(texts.get(i));
      }
    }
    Row row = Row.of(schema, values);
    requireKey(row);
    Origin origin = new Origin(source, stream, version, Origin.UNKNOWN_TIME, ingestedAt, false);
    return gone
        ? new SourceChange(origin, ChangeOp.DELETE, row, null)
        : new SourceChange(origin, ChangeOp.UPSERT, null, row);
  }

  private void requireKey(Row row) {
    for (String field : schema.key()) {
      Object value = row.get(field);
      if (value == null || value == Row.ABSENT) {
        throw new IllegalArgumentException("key field '" + field + "' is missing");
      }
    }
  }

  private static Object value(Field field, String text) {
    if (text == null) {
      return null;
    }
    try {
      return switch (field.type().kind()) {
        case BYTES -> JsonValues.read(field, TextNode.valueOf(text));
        case ARRAY -> JsonValues.read(field, JSON.readTree(text));
        default -> ValueConversion.between(field.name(), DataType.STRING, field.type()).apply(text);
      };
    } catch (DecodeException | JsonProcessingException e) {
      throw new IllegalArgumentException(
          "field '" + field.name() + "': '" + text + "' is no " + field.type(), e);
    }
  }
}
