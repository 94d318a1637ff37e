package io.esync.operators.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** The names that an expression reads, where nobody knows yet which columns there are. */
final class ReferencedNames extends NameResolution {
  private final Set<String> names = new LinkedHashSet<>();

  private ReferencedNames() {
    super(List.of());
  }

  static List<String> of(String sql) {
    ReferencedNames found = new ReferencedNames();
    Object checked = ExpressionParser.parse(sql, List.of()).accept(found);
    return checked == null ? List.of() : List.copyOf(found.names);
  }

  @Override
  public SqlNode visit(SqlIdentifier id) {
    refuseCompound(id);
    names.add(id.getSimple());
    return id;
  }
}
