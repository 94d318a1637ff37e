package io.esync.jobs.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/** Reads changelogs in Parquet files as any reader would. */
final class ParquetFolder {
  private static final String SEQUENCE = "_sequence";

  private ParquetFolder() {}

  static boolean isVisible(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().matches("[._].*");
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(ParquetFolder::isVisible).toList();
    }
  }

  /** The names of the columns of each file. */
  static Map<Path, String> columns(Path folder) throws IOException {
    Map<Path, String> columns = new HashMap<>();
    for (Path file : files(folder)) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(hadoop(file), new Configuration(false)))) {
        List<String> names =
            reader.getFileMetaData().getSchema().getFields().stream().map(Type::getName).toList();
        columns.put(file, String.join(" ", names));
      }
    }
    return columns;
  }

  /** The latest row of each id; a column that a file does not have is null. */
  static Map<Long, List<String>> latest(Path folder, String... columns) throws IOException {
    Map<Long, Group> latest = new HashMap<>();
    for (Path file : files(folder)) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), hadoop(file)).build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          latest.merge(row.getLong("id", 0), row, ParquetFolder::later);
        }
      }
    }
    Map<Long, List<String>> rows = new HashMap<>();
    latest.forEach((id, row) -> rows.put(id, values(row, columns)));
    return rows;
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private static Group later(Group one, Group other) {
    return one.getLong(SEQUENCE, 0) > other.getLong(SEQUENCE, 0) ? one : other;
  }

  private static List<String> values(Group row, String... columns) {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      boolean there =
          row.getType().containsField(column) && row.getFieldRepetitionCount(column) > 0;
      values.add(there ? row.getValueToString(row.getType().getFieldIndex(column), 0) : null);
    }
    return values;
  }
}
