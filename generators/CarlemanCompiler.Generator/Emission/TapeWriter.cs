using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// A straight-line program as C# statements: a value that is used more than once becomes a local, with the user's name for it where there
/// is one; the others are written where they are used.
/// </summary>
internal sealed class TapeWriter
{
    /// <summary>Operations in one expression; deeper ones slow the C# compiler down and exhaust its stack.</summary>
    private const int OperationsPerExpression = 24;

    private const int Width = 112;

    private readonly Tape program;
    private readonly ModelNames names;
    private readonly string?[] locals;
    private readonly int[] sizes;

    private TapeWriter(Tape program, ModelNames names)
    {
        this.program = program;
        this.names = names;
        locals = new string?[program.Nodes.Length];
        sizes = new int[program.Nodes.Length];
    }

    /// <summary>Writes the locals that the outputs need, then one assignment per output to its target.</summary>
    public static void Write(
        IndentedWriter writer, Tape program, IReadOnlyList<string> targets, ModelNames names, CancellationToken cancellation)
    {
        var uses = CountUses(program);
        var tapeWriter = new TapeWriter(program, names);
        for (int node = 0; node < program.Nodes.Length; node++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (uses[node] > 0)
            {
                tapeWriter.Place(writer, node, uses[node]);
            }
        }

        for (int i = 0; i < program.Gradient.Length; i++)
        {
            Statement(writer, $"{targets[i]} = {tapeWriter.Text(program.Gradient[i], Precedence.Sum)};");
        }
    }

    private static int[] CountUses(Tape program)
    {
        var uses = new int[program.Nodes.Length];
        foreach (int output in program.Gradient)
        {
            uses[output]++;
        }

        for (int node = program.Nodes.Length - 1; node >= 0; node--)
        {
            var (operation, left, right, _) = program.Nodes[node];
            if (uses[node] > 0 && operation is not (TapeOperation.Constant or TapeOperation.Variable))
            {
                uses[left]++;
                uses[right] += operation == TapeOperation.Negate ? 0 : 1;
            }
        }

        return uses;
    }

    /// <summary>Makes a local of a node, or leaves it to be written where it is used.</summary>
    private void Place(IndentedWriter writer, int node, int uses)
    {
        var (operation, left, right, _) = program.Nodes[node];
        if (operation == TapeOperation.Constant)
        {
            return;
        }

        if (operation == TapeOperation.Variable)
        {
            // Read before anything is written: the gradient may overlap the weights.
            locals[node] = names.Locals[left];
            if (!names.IsParameter(left))
            {
                writer.Write($"double {names.Locals[left]} = {names.Read(left)};");
            }

            return;
        }

        int size = 1 + SizeOf(left) + (operation == TapeOperation.Negate ? 0 : SizeOf(right));
        if (uses == 1 && program.Names[node].Length == 0 && size < OperationsPerExpression)
        {
            sizes[node] = size;
            return;
        }

        string name = names.Free(program.Names[node].Length == 0 ? "t" : program.Names[node]);
        Statement(writer, $"double {name} = {Text(node, Precedence.Sum)};");
        locals[node] = name;
    }

    private int SizeOf(int node) => locals[node] is null ? sizes[node] : 0;

    private string Text(int node, Precedence least)
    {
        if (locals[node] is { } local)
        {
            return local;
        }

        var (operation, left, right, number) = program.Nodes[node];
        var (precedence, text) = operation switch
        {
            TapeOperation.Constant => (number < 0 ? Precedence.Sign : Precedence.Primary, Literals.Of(number)),
            TapeOperation.Negate => (Precedence.Sign, "-" + Text(left, Precedence.Primary)),
            TapeOperation.Add => (Precedence.Sum, $"{Text(left, Precedence.Sum)} + {Text(right, Precedence.Product)}"),
            TapeOperation.Subtract => (Precedence.Sum, $"{Text(left, Precedence.Sum)} - {Text(right, Precedence.Product)}"),
            TapeOperation.Multiply => (Precedence.Product, $"{Text(left, Precedence.Product)} * {Text(right, Precedence.Sign)}"),
            TapeOperation.Divide => (Precedence.Product, $"{Text(left, Precedence.Product)} / {Text(right, Precedence.Sign)}"),
            _ => throw new InvalidOperationException($"{operation} has no text."),
        };
        return precedence < least ? $"({text})" : text;
    }

    /// <summary>One statement, broken before operators where it is too wide.</summary>
    private static void Statement(IndentedWriter writer, string statement)
    {
        while (statement.Length > Width)
        {
            int space = statement.LastIndexOf(' ', Width);
            while (space > 4 && (statement[space + 1] is not ('+' or '-' or '*' or '/') || statement[space + 2] != ' '))
            {
                space = statement.LastIndexOf(' ', space - 1);
            }

            if (space <= 4)
            {
                break;
            }

            writer.Write(statement.Substring(0, space));
            statement = "    " + statement.Substring(space + 1);
        }

        writer.Write(statement);
    }

    /// <summary>How tightly a text binds; a part that binds less than its place needs is put in parentheses.</summary>
    private enum Precedence
    {
        Sum,
        Product,
        Sign,
        Primary,
    }
}
