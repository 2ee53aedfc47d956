namespace CarlemanCompiler.Generator.Tests;

/// <content>Statements.</content>
internal sealed partial class DslProgramWriter
{
    private void Statement(DslScope scope, int depth)
    {
        switch (random.Next(depth == 0 ? 15 : 24))
        {
            case < 3:
                Declare(scope);
                break;
            case < 8:
                Assign(scope);
                break;
            case 8:
                Count(scope);
                break;
            case 9:
                DeclareVector(scope);
                break;
            case 10:
                AssignElement(scope);
                break;
            case 11:
                Tuples(scope);
                break;
            case 12:
                DeclareCounter(scope);
                break;
            case 13:
                Procedure(scope);
                break;
            case 14 when depth == 2:
                DeclareFunction(scope);
                break;
            case 14:
                Line(";");
                break;
            case < 18:
                Loop(scope, depth);
                break;
            case < 20:
                Branch(scope, depth);
                break;
            case 20:
                Switch(scope, depth);
                break;
            case 21:
                ForEach(scope, depth);
                break;
            case 22 when sampleWeight is null && depth == 2:
                Line($"if ({Pick(scope.Integers)} > 3) return {Real(scope, VariableDegree, 1)};");
                break;
            default:
                Block("", () => Inside(scope, depth));
                break;
        }
    }

    private void Inside(DslScope scope, int depth)
    {
        var inner = scope.Inner();
        for (int i = Up(1, 2); i > 0; i--)
        {
            Statement(inner, depth - 1);
        }
    }

    private void Declare(DslScope scope)
    {
        int degree = Up(1, VariableDegree);
        string value = Real(scope, degree, 2);
        string name = Name();
        switch (random.Next(5))
        {
            case 0:
                Line($"const double {name} = {Pick(["0.5 * Two", "-Scale", "1e-1", "Math.PI / 3"])};");
                scope.Reals.Add(new(name, 0, IsAssignable: false));
                return;
            case 1:
                Line($"double {name};");
                Line($"{name} = {value};");
                break;
            case 2:
                string second = Name();
                Line($"double {name} = {value}, {second} = {name} / 2;");
                scope.Reals.Add(new(second, degree, IsAssignable: true));
                break;
            default:
                Line($"{Pick(["double", "double", "var"])} {name} = 1.0 * {value};");
                break;
        }

        scope.Reals.Add(new(name, degree, IsAssignable: true));
    }

    private void DeclareCounter(DslScope scope)
    {
        string name = Name();
        if (Chance(4))
        {
            Line($"bool {name} = {Condition(scope)};");
            scope.Truths.Add(name);
            return;
        }

        Line($"int {name} = {Integer(scope)};");
        scope.Integers.Add(name);
        scope.Counters.Add(name);
    }

    private void Assign(DslScope scope)
    {
        var targets = scope.Reals.Where(r => r.IsAssignable).ToList();
        if (targets.Count == 0)
        {
            return;
        }

        var target = Pick(targets);
        Line(random.Next(9) switch
        {
            0 => $"{target.Text}{Pick(["++", "--"])};",
            1 => $"{target.Text} *= {Number()};",
            2 => $"{target.Text} /= {Pick(["2", "3.0", "-4", "(1 + 2)"])};",
            3 or 4 => $"{target.Text} {Pick("+-")}= {Real(scope, target.Degree, 2)};",
            5 when Pick(targets) is var other && other.Degree <= target.Degree =>
                $"{target.Text} = {other.Text} = {Real(scope, other.Degree, 1)};",
            _ => $"{target.Text} = {Real(scope, target.Degree, 2)};",
        });
    }

    private void Count(DslScope scope)
    {
        if (scope.Counters.Count == 0)
        {
            return;
        }

        string counter = Pick(scope.Counters);
        Line(random.Next(5) switch
        {
            0 => $"{counter} = ({counter} + 1) % 5;",
            1 => $"{counter}++; {counter} %= 5;",
            2 => $"{counter} = {counter}++ / 2;",
            3 => $"{counter} /= 2;",
            _ => $"{counter} = {Integer(scope)};",
        });
    }

    private void DeclareVector(DslScope scope)
    {
        int length = Up(1, 4);
        int degree = Up(1, 2);
        string name = Name();
        string elements = string.Join(", ", Enumerable.Range(0, length).Select(_ => Real(scope, degree, 1)));
        var vectors = scope.Vectors.Where(v => v.Degree <= degree).ToList();
        var writable = vectors.Where(v => v is { IsWritable: true, Length: > 1 }).ToList();
        switch (random.Next(8))
        {
            case 0:
                Line($"double[] {name} = [{elements}];");
                break;
            case 1:
                Line($"var {name} = new double[] {{ {elements} }};");
                break;
            case 2:
                Line($"var {name} = new double[{length}];");
                break;
            case 3:
                Line($"Span<double> {name} = stackalloc double{Pick([$"[{length}]", $"[] {{ {elements} }}"])};");
                scope.Vectors.Add(new(name, length, degree, IsWritable: true, IsArray: false));
                return;
            case 4 when vectors.Count > 0:
                var source = Pick(vectors);
                Line(Pick([$"var {name} = {source.Text}{(source.IsArray ? "[..]" : ".ToArray()")};", $"double[] {name} = [..{source.Text}];"]));
                length = source.Length;
                break;
            case 5 when vectors.Count > 0:
                source = Pick(vectors);
                Line($"double[] {name} = [{elements}, ..{source.Text}];");
                length += source.Length;
                break;
            case 6 when writable.Count > 0:
                // A view: what is written to it is read in the vector behind it.
                source = Pick(writable);
                Line($"Span<double> {name} = {source.Text}{(source.IsArray ? ".AsSpan(1)" : "[1..]")};");
                scope.Vectors.Add(new(name, source.Length - 1, source.Degree, IsWritable: true, IsArray: false));
                return;
            default:
                Line($"ReadOnlySpan<double> {name} = [{elements}];");
                scope.Vectors.Add(new(name, length, degree, IsWritable: false, IsArray: false));
                return;
        }

        scope.Vectors.Add(new(name, length, degree, IsWritable: true, IsArray: true));
    }

    private void AssignElement(DslScope scope)
    {
        var vectors = scope.Vectors.Where(v => v.IsWritable).ToList();
        if (vectors.Count == 0)
        {
            return;
        }

        var vector = Pick(vectors);
        string value = Real(scope, vector.Degree, 1);
        Line(random.Next(5) switch
        {
            0 => $"{ElementOf(scope, vector)} += {value};",
            1 => $"{ElementOf(scope, vector)} *= {Number()};",
            2 => $"{ElementOf(scope, vector)}--;",
            3 => $"Fill({vector.Text}, {value});",
            _ => $"{ElementOf(scope, vector)} = {value};",
        });
    }

    private void Tuples(DslScope scope)
    {
        int degree = Up(1, VariableDegree);
        (string first, string second) = (Real(scope, degree, 1), Real(scope, degree, 1));
        var targets = scope.Reals.Where(r => r.IsAssignable && r.Degree >= degree).ToList();
        (string a, string b) = (Name(), Name());
        switch (random.Next(6))
        {
            case 0:
                Line($"var {a} = (first: 1.0 * {first}, ({second}, {Up(0, 4)}));");
                scope.Reals.Add(new(a + ".first", degree, IsAssignable: false));
                scope.Integers.Add(a + ".Item2.Item2");
                return;
            case 1 when targets.Count > 1:
                var (x, y) = (targets[0], targets[^1]);
                if (x.Degree == y.Degree)
                {
                    Line($"({x.Text}, {y.Text}) = ({y.Text}, {x.Text});");
                }

                return;
            case 2 when targets.Count > 0:
                Line($"({Pick(targets).Text}, _) = Both({first}, {second});");
                return;
            case 3:
                Line($"(double {a}, (int {b}, _)) = ({first}, ({Integer(scope)}, true));");
                scope.Reals.Add(new(a, degree, IsAssignable: true));
                scope.Integers.Add(b);
                scope.Counters.Add(b);
                return;
            default:
                Line($"var ({a}, {b}) = Both({first}, {second});");
                scope.Reals.Add(new(a, degree, IsAssignable: true));
                scope.Reals.Add(new(b, degree, IsAssignable: true));
                return;
        }
    }

    private void DeclareFunction(DslScope scope)
    {
        string name = Name().TrimStart('@') + "Of";
        string z = Name();
        var captured = scope.Reals.Where(r => r.IsAssignable).ToList();
        if (captured.Count > 0 && Chance(2))
        {
            var target = Pick(captured);
            Line($"void {name}(double {z}) {{ {target.Text} = {target.Text} / 2 + {z}; }}");
            scope.Functions.Add(new(name, 1, target.Degree, IsProcedure: true));
        }
        else if (captured.Count > 0 && Chance(2))
        {
            var read = Pick(captured);
            string inner = Name().TrimStart('@') + "In";
            Block($"double {name}(double {z})", () =>
            {
                Line($"double {inner}(int n) => n * {z} - {read.Text};");
                Line($"return {inner}({Integer(scope)}) + {inner}(n: 1) / 2;");
            });
            scope.Functions.Add(new(name, 1, read.Degree, IsProcedure: false));
        }
        else
        {
            Line($"static double {name}(double {z}) => {z} * {z} - Scale;");
            scope.Functions.Add(new(name, 2, 2, IsProcedure: false));
        }
    }

    private void Procedure(DslScope scope)
    {
        var procedures = scope.Functions.Where(f => f.IsProcedure).ToList();
        if (procedures.Count > 0)
        {
            var procedure = Pick(procedures);
            Line($"{procedure.Name}({Real(scope, procedure.Degree, 1)});");
        }
    }

    private void Loop(DslScope scope, int depth)
    {
        string i = Name();
        var inner = scope.Inner();
        switch (random.Next(7))
        {
            case 0:
                Line($"int {i} = 0;");
                inner.Integers.Add(i);
                scope.Integers.Add(i);
                Block($"while ({i} < {Up(1, 3)})", () =>
                {
                    Line($"{i}++;");
                    Inside(inner, depth);
                });
                return;
            case 1:
                Line($"int {i} = {Up(0, 2)};");
                inner.Integers.Add(i);
                scope.Integers.Add(i);
                Line("do");
                Block("", () =>
                {
                    Line($"if (++{i} == 2) continue;");
                    Inside(inner, depth);
                });
                Line($"while ({i} < 3);");
                return;
        }

        inner.Integers.Add(i);
        string head = Pick(
        [
            $"int {i} = 0; {i} < {Up(1, 3)}; {i}++", $"int {i} = 2; {i} >= 1; {i}--", $"int {i} = 0; {i} != 4; {i} += 2",
            $"int {i} = 1; {i} <= Two; ++{i}", $"int {i} = 0; {i} < Places.Length; {i} = {i} + 1",
        ]);
        Block($"for ({head})", () =>
        {
            Inside(inner, depth);
            if (Chance(4))
            {
                Line($"if ({Condition(inner)}) {Pick(["break", "continue"])};");
                Inside(inner, depth);
            }
        });
    }

    private void ForEach(DslScope scope, int depth)
    {
        string element = Name();
        var inner = scope.Inner();
        if (Chance(2))
        {
            inner.Integers.Add(element);
            Block($"foreach (int {element} in {Pick(["Places", "new[] { 0, 2 }", "(ReadOnlySpan<int>)[3, 1]"])})", () => Inside(inner, depth));
            return;
        }

        var vector = Pick(scope.Vectors);
        inner.Reals.Add(new(element, vector.Degree, IsAssignable: false));
        Block($"foreach ({Pick(["double", "var"])} {element} in {vector.Text})", () =>
        {
            if (Chance(3))
            {
                Line($"if ({Condition(scope)}) {Pick(["break", "continue"])};");
            }

            Inside(inner, depth);
        });
    }

    private void Branch(DslScope scope, int depth)
    {
        Block($"if ({Condition(scope)})", () => Inside(scope, depth));
        if (Chance(2))
        {
            Block(Chance(2) ? "else" : $"else if ({Condition(scope)})", () => Inside(scope, depth));
        }
    }

    private void Switch(DslScope scope, int depth) => Block($"switch ({Integer(scope)})", () =>
    {
        foreach (string label in new[] { "case 0:", $"case 1 when {Condition(scope)}:", Pick(["case 3: case > 3:", "default:"]) })
        {
            Line(label);
            Block("", () => Inside(scope, depth));
            Line("break;");
        }
    });
}
