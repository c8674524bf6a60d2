SELECT ego, other FROM arc
