package dev.switchboard.common.secret;

/// A column of the service's schema that holds sealed text: each one is a bean, so that a rotation finds it.
public record SealedColumn(String table, String column) {
    @Override
    public String toString() {
        return table + "." + column;
    }
}
