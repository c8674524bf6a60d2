"""The triggers that write every change of a table about people, one statement at a time.

Of some columns nothing is written, and a change of nothing else is no change: what a pupil puts
down and does not send is theirs alone, in the record too.
"""


def statements(tables: dict[str, tuple[str, ...]]) -> list[str]:
    """SQL that puts the triggers on tables; safe to run again.

    `tables` has for each its key column, then the columns of which nothing is written.
    """
    lines = []
    for table, columns in sorted(tables.items()):
        given = ", ".join(f"'{column}'" for column in columns)
        lines += [
            f"CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON {table}"
            " REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
            f" EXECUTE FUNCTION audit_record({given})",
            f"CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON {table}"
            " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT"
            f" EXECUTE FUNCTION audit_record({given})",
        ]
    return lines
