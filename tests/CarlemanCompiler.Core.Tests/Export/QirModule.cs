using System.Globalization;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>A call: callee and arguments as "type [attributes] value".</summary>
internal sealed record QirCall(string Callee, QirArgument[] Arguments);

/// <summary>An argument. The value is what follows the type and attributes, as written.</summary>
internal sealed record QirArgument(string Type, string Value)
{
    /// <summary>k of "inttoptr (i64 k to ptr)", 0 of null, else −1.</summary>
    public long Id
    {
        get
        {
            var match = Regex.Match(Value, @"^inttoptr \(i64 (\d+) to ptr\)$");
            return match.Success ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : Value == "null" ? 0 : -1;
        }
    }
}

/// <summary>A basic block: its calls and the terminator's text.</summary>
internal sealed record QirBlock(string Label, List<QirCall> Calls, List<string> OtherInstructions)
{
    public string Terminator { get; set; } = "";
}

/// <summary>A function declaration; parameter texts are as written.</summary>
internal sealed record QirDeclaration(string ReturnType, string[] Parameters, string Attributes);

/// <summary>
/// The parts of an LLVM module that a Base Profile program may have, read from its text. What is not understood is kept in
/// <see cref="Unknown"/>.
/// </summary>
internal sealed class QirModule
{
    public Dictionary<string, (int Length, byte[] Bytes)> Labels { get; } = [];

    public Dictionary<string, QirDeclaration> Declarations { get; } = [];

    public Dictionary<string, string> AttributeGroups { get; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    public List<(string Signature, string Attributes, List<QirBlock> Blocks)> Functions { get; } = [];

    public List<string> Unknown { get; } = [];

    public static QirModule Parse(string text)
    {
        var module = new QirModule();
        List<QirBlock>? body = null;
        foreach (string raw in text.Split('\n'))
        {
            string line = WithoutComment(raw).Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (body is null)
            {
                body = module.ParseTopLevel(line);
            }
            else if (line == "}")
            {
                body = null;
            }
            else
            {
                module.ParseInstruction(line, body);
            }
        }

        return module;
    }

    private List<QirBlock>? ParseTopLevel(string line)
    {
        if (Regex.Match(line, @"^@(\S+) = internal constant \[(\d+) x i8\] c""(.*)""$") is { Success: true } label)
        {
            Labels[label.Groups[1].Value] = (
                int.Parse(label.Groups[2].Value, CultureInfo.InvariantCulture), Unescape(label.Groups[3].Value));
        }
        else if (Regex.Match(line, @"^define (.*?\)) ?(#\d+)? ?\{$") is { Success: true } function)
        {
            var body = new List<QirBlock>();
            Functions.Add((function.Groups[1].Value, function.Groups[2].Value, body));
            return body;
        }
        else if (Regex.Match(line, @"^declare (\S+) @(\w+)\((.*)\) ?(#\d+)?$") is { Success: true } declaration)
        {
            string parameters = declaration.Groups[3].Value;
            Declarations[declaration.Groups[2].Value] = new(
                declaration.Groups[1].Value, parameters.Length == 0 ? [] : parameters.Split(", "), declaration.Groups[4].Value);
        }
        else if (Regex.Match(line, @"^attributes (#\d+) = \{ (.*) \}$") is { Success: true } attributes)
        {
            AttributeGroups[attributes.Groups[1].Value] = attributes.Groups[2].Value;
        }
        else if (Regex.Match(line, @"^(!\S+) = !\{(.*)\}$") is { Success: true } metadata)
        {
            Metadata[metadata.Groups[1].Value] = metadata.Groups[2].Value;
        }
        else
        {
            Unknown.Add(line);
        }

        return null;
    }

    private void ParseInstruction(string line, List<QirBlock> body)
    {
        if (Regex.Match(line, @"^(\w+):$") is { Success: true } label)
        {
            body.Add(new QirBlock(label.Groups[1].Value, [], []));
        }
        else if (body.Count == 0)
        {
            Unknown.Add(line);
        }
        else if (body[^1].Terminator.Length > 0)
        {
            Unknown.Add("after a terminator: " + line);
        }
        else if (Regex.Match(line, @"^(?:tail )?call void @(\w+)\((.*)\)$") is { Success: true } call)
        {
            body[^1].Calls.Add(new QirCall(call.Groups[1].Value, [.. SplitArguments(call.Groups[2].Value)]));
        }
        else if (line.StartsWith("br ", StringComparison.Ordinal) || line.StartsWith("ret ", StringComparison.Ordinal))
        {
            body[^1].Terminator = line;
        }
        else
        {
            body[^1].OtherInstructions.Add(line);
        }
    }

    private static IEnumerable<QirArgument> SplitArguments(string text)
    {
        foreach (string argument in Regex.Split(text, @", (?![^(]*\))").Where(a => a.Length > 0))
        {
            var match = Regex.Match(argument, @"^(\S+)(?: (?:writeonly|readonly))* (.*)$");
            yield return new QirArgument(match.Groups[1].Value, match.Groups[2].Value);
        }
    }

    private static string WithoutComment(string line)
    {
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == ';' && !quoted)
            {
                return line[..i];
            }
        }

        return line;
    }

    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }
}
