using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>The values of a straight-line program as C# expressions.</summary>
/// <param name="program">The program.</param>
/// <param name="isNumber">
/// Nodes that are a double where others are vectors: they may multiply and divide, and have to be broadcast before they are added.
/// </param>
internal sealed class ExpressionText(Tape program, Func<int, bool>? isNumber = null)
{
    private const int Width = 112;

    private readonly string?[] names = new string?[program.Nodes.Length];

    /// <summary>Gives a node the name that stands for it from now on.</summary>
    public void Name(int node, string name) => names[node] = name;

    /// <summary>A node where it stands alone: behind an assignment.</summary>
    public string Of(int node) => Operand(node, Precedence.Sum);

    /// <summary>The expression of a node, whatever its name is.</summary>
    public string Definition(int node) => Expression(node).Text;

    /// <summary>A statement, broken before operators where it is too wide.</summary>
    public static void Write(IndentedWriter writer, string statement)
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

    private string Operand(int node, Precedence least)
    {
        if (names[node] is { } name)
        {
            return name;
        }

        var (precedence, text) = Expression(node);
        return precedence < least ? $"({text})" : text;
    }

    private string Factor(int node, Precedence least)
    {
        if (isNumber?.Invoke(node) == true)
        {
            var (precedence, text) = Expression(node);
            return precedence < least ? $"({text})" : text;
        }

        return Operand(node, least);
    }

    private (Precedence Precedence, string Text) Expression(int node)
    {
        var (operation, left, right, number) = program.Nodes[node];
        return operation switch
        {
            TapeOperation.Constant => (number < 0 ? Precedence.Sign : Precedence.Primary, Literals.Of(number)),
            TapeOperation.Negate => (Precedence.Sign, "-" + Operand(left, Precedence.Primary)),
            TapeOperation.Add when names[right] is null && program.Nodes[right] is { Operation: TapeOperation.Constant, Number: < 0 } negative =>
                (Precedence.Sum, $"{Operand(left, Precedence.Sum)} - {Literals.Of(-negative.Number)}"),
            TapeOperation.Add => (Precedence.Sum, $"{Operand(left, Precedence.Sum)} + {Operand(right, Precedence.Product)}"),
            TapeOperation.Subtract => (Precedence.Sum, $"{Operand(left, Precedence.Sum)} - {Operand(right, Precedence.Product)}"),
            TapeOperation.Multiply => (Precedence.Product, $"{Factor(left, Precedence.Product)} * {Factor(right, Precedence.Sign)}"),
            TapeOperation.Divide => (Precedence.Product, $"{Factor(left, Precedence.Product)} / {Factor(right, Precedence.Sign)}"),
            _ => throw new InvalidOperationException($"{operation} has no text."),
        };
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
